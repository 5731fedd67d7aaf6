// SPDX-License-Identifier: Apache-2.0
// One OpenSearch node with the k-NN plugin, on free ports of loopback, for the contract tests. Its folder is the first
// argument, made by the caller; the port is printed; it ends with its standard input.

import java.util.List;
import java.util.Map;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.knn.plugin.KNNPlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

public final class OpenSearchNode extends Node {
  private static final String NAME = "lumen-test";

  private OpenSearchNode(Environment environment) {
    super(environment, List.of(Netty4Plugin.class, KNNPlugin.class), false);
  }

  private static Settings settings(String home) {
    return Settings.builder()
        .put("path.home", home)
        .put("cluster.name", NAME)
        .put("node.name", NAME)
        .put("discovery.type", "single-node")
        .put("network.host", "127.0.0.1")
        .put("http.port", "0")
        .put("transport.port", "0")
        .put("http.type", "netty4")
        .put("transport.type", "netty4")
        .put("node.store.allow_mmap", false)
        .put("cluster.routing.allocation.disk.threshold_enabled", false)
        .build();
  }

  public static void main(String[] arguments) throws Exception {
    Environment environment =
        InternalSettingsPreparer.prepareEnvironment(settings(arguments[0]), Map.of(), null, () -> NAME);
    try (OpenSearchNode node = new OpenSearchNode(environment)) {
      node.start();
      HttpServerTransport http = node.injector().getInstance(HttpServerTransport.class);
      System.out.println("port " + http.boundAddress().publishAddress().getPort());
      System.out.flush();
      while (System.in.read() >= 0) {
        // nothing is said to it; the end of the input is the end of the node
      }
    }
    System.exit(0);
  }
}
