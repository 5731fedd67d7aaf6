// SPDX-License-Identifier: Apache-2.0
#pragma once
// Finds the one face to be measured, and its eyes, with OpenCV's Haar cascades (Debian package opencv-data).
// The search runs on small copies of the photo, so its cost does not depend on the size of the photo.

#include <memory>
#include <mutex>
#include <opencv2/core.hpp>
#include <opencv2/objdetect.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace lumen::skin {

// Left and right as seen in the picture, in photo px.
struct Eyes {
  cv::Point2d left;
  cv::Point2d right;
};

struct Face {
  cv::Rect2d box;            // brows to chin, photo px; may reach beyond the photo
  std::optional<Eyes> eyes;  // only when both were found in plausible places
  bool alone = true;         // false when another sure face, nearly as large, was found beside it
};

// The narrowest face that is found, as a fraction of the square root of the photo's area: `near` a half, `coarse` a
// third, `quick` an eighth, `thorough` a sixteenth. Each step costs two to four times the one before.
enum class Search { near, coarse, quick, thorough };

// Thread-safe; callers of one finder wait for each other, so use one per thread.
class FaceFinder {
 public:
  // Errors: `invalid` "cascades_missing" when a cascade file is absent or unreadable.
  static Result<std::unique_ptr<FaceFinder>> load(const std::string& cascade_folder);

  // The largest face, the more central one when two are alike and one with eyes before one without; nothing when
  // there is none.
  std::optional<Face> find(const cv::Mat& bgr, Search search) const;

  // For pictures that show only a part of a face: a face inferred from a pair of eyes, or from a single large one; the
  // other is then put at the usual distance, in the picture or outside.
  std::optional<Face> find_by_eyes(const cv::Mat& bgr) const;

 private:
  struct SmallCopy;

  FaceFinder() = default;
  static SmallCopy small_copy(const cv::Mat& bgr, int side_px);
  std::vector<cv::Rect> detect_faces(const cv::Mat& gray, Search search) const;
  bool has_company(const cv::Mat& bgr, const SmallCopy& copy, const cv::Rect& chosen,
                   const std::vector<cv::Rect>& found) const;
  bool second_cascade_agrees(const cv::Mat& gray, const cv::Rect& face) const;
  std::optional<Eyes> find_eyes(const cv::Mat& bgr, const cv::Rect2d& face) const;
  std::optional<cv::Point2d> find_eye(const cv::Mat& face, const cv::Rect& where, cv::Point2d expected) const;

  mutable std::mutex mutex_;  // detectMultiScale changes the classifier's buffers
  mutable cv::CascadeClassifier frontal_;
  mutable cv::CascadeClassifier frontal_second_;
  mutable cv::CascadeClassifier eye_;
};

// Where the eyes lie in a face box when they were not seen, as fractions of its width and height.
inline constexpr double eye_row_in_box = 0.39;
inline constexpr double eye_distance_in_box = 0.385;

}  // namespace lumen::skin
