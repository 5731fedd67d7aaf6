// SPDX-License-Identifier: Apache-2.0
#include "jobs/work_signal_embedded.h"

#include "jobs/work_signal_contract.h"

namespace lumen::jobs {
namespace {

class EmbeddedSignal {
 public:
  WorkSignal& signal() { return signal_; }

 private:
  WorkSignalEmbedded signal_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Embedded, WorkSignalContract, EmbeddedSignal);

}  // namespace
}  // namespace lumen::jobs
