// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/prepare_process.h"

#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <opencv2/core.hpp>
#include <opencv2/core/ocl.hpp>
#include <opencv2/core/utility.hpp>

#include "base/unique_fd.h"
#include "vision_worker/decode_heic.h"
#include "vision_worker/onnx_model.h"

namespace lumen::vision_worker {
namespace {

// One heap, so that threads do not reserve 64 MiB of address space each; large blocks come from it too, so that a
// job reuses its pages instead of faulting them in again (the worker gives them back when it is idle).
void tune_allocator() {
  constexpr int keep_bytes = 32 * 1024 * 1024;
  ::mallopt(M_ARENA_MAX, 1);
  ::mallopt(M_MMAP_THRESHOLD, keep_bytes);
  ::mallopt(M_TRIM_THRESHOLD, 8 * keep_bytes);
}

}  // namespace

void isolate_zygote(int control) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // a parent that died before this line has closed the control socket
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE}) ::signal(signal, SIG_IGN);
  const UniqueFd nowhere(::open("/dev/null", O_RDWR | O_CLOEXEC));
  ::dup2(nowhere.get(), STDIN_FILENO);
  ::dup2(nowhere.get(), STDOUT_FILENO);
#ifndef LUMEN_SANITIZED
  ::dup2(nowhere.get(), STDERR_FILENO);
#endif
  ::syscall(SYS_close_range, static_cast<unsigned>(control) + 1, ~0U, 0U);
  ::fcntl(control, F_SETFD, FD_CLOEXEC);
}

Result<skin::Engine> load_engine(const std::string& cascade_folder) {
  tune_allocator();
  // lcms stamps profiles with the local time, for which libc would read /etc/localtime in the sandbox.
  ::setenv("TZ", "UTC0", 1);
  ::tzset();
  cv::setNumThreads(1);
  cv::ocl::setUseOpenCL(false);
  prepare_heic();
  prepare_onnx();
  auto engine = skin::Engine::load(cascade_folder);
  if (!engine) return engine;
  skin::Photo photo;  // a picture of one colour takes the engine through its first steps
  photo.bgr = cv::Mat(480, 640, CV_8UC3, cv::Scalar(140, 160, 200));
  photo.original_width_px = photo.bgr.cols;
  photo.original_height_px = photo.bgr.rows;
  [[maybe_unused]] const auto ignored = engine->analyze(photo);
  return engine;
}

}  // namespace lumen::vision_worker
