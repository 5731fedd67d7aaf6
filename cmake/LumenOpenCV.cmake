# Target lumen_opencv: OpenCV's core, imgproc and objdetect, and nothing else of it; lumen_opencv_dnn: its neural nets
# too (objdetect needs that library anyway, so it costs no start-up time). Debian's split packages come without
# OpenCVConfig.cmake; the module with every codec (imgcodecs) must never be linked.
if(NOT TARGET lumen_opencv)
  find_path(LUMEN_OPENCV_HEADERS opencv2/core.hpp PATH_SUFFIXES opencv4 REQUIRED)
  add_library(lumen_opencv INTERFACE)
  target_include_directories(lumen_opencv SYSTEM INTERFACE ${LUMEN_OPENCV_HEADERS})
  foreach(part objdetect imgproc core)
    find_library(LUMEN_OPENCV_${part} opencv_${part} REQUIRED)
    target_link_libraries(lumen_opencv INTERFACE ${LUMEN_OPENCV_${part}})
  endforeach()
  add_library(lumen_opencv_dnn INTERFACE)
  find_library(LUMEN_OPENCV_dnn opencv_dnn REQUIRED)
  target_link_libraries(lumen_opencv_dnn INTERFACE lumen_opencv ${LUMEN_OPENCV_dnn})
endif()
