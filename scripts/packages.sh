# Every Debian 12 package that Lumen needs, in one place; sourced by ./run and ./test.
# shellcheck shell=bash disable=SC2034

packages_build=(
  build-essential cmake ninja-build ccache mold pkg-config git ca-certificates
  libboost1.81-dev libboost-json1.81-dev
  libsqlite3-dev libssl-dev libsodium-dev libfmt-dev libcli11-dev libtomlplusplus-dev
  libexpected-dev libvalijson-dev
  libcurl4-openssl-dev libhnswlib-dev
  libjpeg62-turbo-dev libheif-dev libwebp-dev libspng-dev
  libopencv-core-dev libopencv-imgproc-dev libopencv-objdetect-dev libopencv-dnn-dev opencv-data libseccomp-dev liblcms2-dev zlib1g-dev
  nodejs npm
)

packages_test=(
  libgtest-dev libgmock-dev
  python3 python3-pytest python3-requests python3-boto3 python3-pil python3-numpy python3-cryptography python3-jwt
  chromium procps mount curl openssl unzip nodejs npm
)

packages_bench=(nginx-light wrk)

# libFuzzer comes with clang; GCC has none.
packages_fuzz=(clang-14 libclang-rt-14-dev libgtest-dev libgmock-dev)
