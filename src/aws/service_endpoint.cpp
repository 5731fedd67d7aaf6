// SPDX-License-Identifier: Apache-2.0
#include "aws/service_endpoint.h"

#include <algorithm>
#include <initializer_list>

#include "base/encoding.h"

namespace lumen::aws {
namespace {

constexpr std::size_t region_bytes_max = 32;

std::string first_set(std::initializer_list<std::string> values) {
  const auto found = std::find_if(values.begin(), values.end(), [](const std::string& one) { return !one.empty(); });
  return found == values.end() ? std::string() : *found;
}

bool is_region(const std::string& text) {
  return text.size() <= region_bytes_max && text.find('-') != std::string::npos && text.front() != '-' &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

std::string own_endpoint(const AwsService& service, const std::string& region) {
  const std::string_view domain = region.starts_with("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
  return "https://" + std::string(service.host_prefix) + "." + region + std::string(domain);
}

// `url` has passed check_url.
void split(const std::string& url, ServiceEndpoint& out) {
  const std::size_t begin = url.find("://") + 3;
  const std::size_t end = std::min(url.find('/', begin), url.size());
  const bool secure = to_lower(url.substr(0, begin)) == "https://";
  out.host = to_lower(std::string_view(url).substr(begin, end - begin));
  const std::string_view default_port = secure ? ":443" : ":80";
  if (out.host.ends_with(default_port)) out.host.resize(out.host.size() - default_port.size());
  out.origin = (secure ? "https://" : "http://") + out.host;
  out.path_prefix = url.substr(end);
  while (out.path_prefix.ends_with('/')) out.path_prefix.pop_back();
}

}  // namespace

Result<ServiceEndpoint> resolve_endpoint(const AwsService& service, const EndpointChoice& choice,
                                         const Environment& environment, http::PlainHttp plain) {
  ServiceEndpoint out;
  out.signing_name = service.signing_name;
  out.region = first_set({choice.region, environment("AWS_REGION"), environment("AWS_DEFAULT_REGION")});
  if (out.region.empty()) return fail(invalid("no_region", "No AWS region is set: set AWS_REGION."));
  if (!is_region(out.region)) return fail(invalid("bad_region", "An AWS region looks like us-east-1."));
  const std::string variable = "AWS_ENDPOINT_URL_" + std::string(service.environment_suffix);
  const std::string url = first_set({choice.endpoint, environment(variable.c_str()), environment("AWS_ENDPOINT_URL"),
                                     own_endpoint(service, out.region)});
  if (auto allowed = http::check_url(url, plain); !allowed) return fail(std::move(allowed.error()));
  if (url.find_first_of("?#") != std::string::npos) {
    return fail(invalid("bad_url", "The address of an AWS service has no query."));
  }
  split(url, out);
  return out;
}

}  // namespace lumen::aws
