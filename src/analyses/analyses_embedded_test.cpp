// SPDX-License-Identifier: Apache-2.0
// The three embedded adapters keep the contracts of their ports.
#include "analyses/analysis_queue_contract.h"
#include "analyses/analysis_store_contract.h"
#include "analyses/analysis_sweeper_contract.h"
#include "analyses/embedded_analyses_test.h"

namespace lumen::analyses {
namespace {

INSTANTIATE_TYPED_TEST_SUITE_P(Embedded, AnalysisStoreContract, EmbeddedAnalyses);
INSTANTIATE_TYPED_TEST_SUITE_P(Embedded, AnalysisQueueContract, EmbeddedAnalyses);
INSTANTIATE_TYPED_TEST_SUITE_P(Embedded, AnalysisSweeperContract, EmbeddedAnalyses);

}  // namespace
}  // namespace lumen::analyses
