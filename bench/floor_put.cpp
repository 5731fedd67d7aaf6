// SPDX-License-Identifier: Apache-2.0
// lumen-bench-put FILE FOLDER COUNT
// The floor of a PUT: on one thread, COUNT times, MD5, SHA-256 and AES-256-GCM of the file's bytes, then write to a
// temporary name, fdatasync, rename, fsync of the folder. Prints the milliseconds of each on a line.

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using Bytes = std::vector<unsigned char>;

void must(bool ok, const char* what) {
  if (ok) return;
  std::perror(what);
  std::exit(1);
}

void digest(const Bytes& bytes, const EVP_MD* kind) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  must(EVP_Digest(bytes.data(), bytes.size(), out.data(), nullptr, kind, nullptr) == 1, "digest");
}

Bytes seal(const Bytes& bytes) {
  std::array<unsigned char, 44> key_and_nonce{};
  must(RAND_bytes(key_and_nonce.data(), 44) == 1, "random");
  Bytes sealed(bytes.size() + 16);
  EVP_CIPHER_CTX* cipher = EVP_CIPHER_CTX_new();
  int written = 0;
  EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), nullptr, key_and_nonce.data(), key_and_nonce.data() + 32);
  EVP_EncryptUpdate(cipher, sealed.data(), &written, bytes.data(), static_cast<int>(bytes.size()));
  EVP_EncryptFinal_ex(cipher, sealed.data() + written, &written);
  must(EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_GET_TAG, 16, sealed.data() + bytes.size()) == 1, "seal");
  EVP_CIPHER_CTX_free(cipher);
  return sealed;
}

void write_durably(const Bytes& bytes, const std::string& folder, const std::string& name) {
  const std::string temporary = folder + "/incoming";
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  must(file >= 0, "open");
  for (std::size_t at = 0; at < bytes.size();) {
    const ssize_t written = ::write(file, bytes.data() + at, bytes.size() - at);
    must(written > 0, "write");
    at += static_cast<std::size_t>(written);
  }
  must(::fdatasync(file) == 0, "fdatasync");
  ::close(file);
  must(::rename(temporary.c_str(), (folder + "/" + name).c_str()) == 0, "rename");
  const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  must(directory >= 0 && ::fsync(directory) == 0, "fsync");
  ::close(directory);
}

}  // namespace

int main(int count, char** values) {
  if (count != 4) {
    std::fprintf(stderr, "usage: lumen-bench-put FILE FOLDER COUNT\n");
    return 2;
  }
  std::ifstream in(values[1], std::ios::binary);
  const Bytes bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  must(!bytes.empty(), values[1]);
  std::filesystem::create_directories(values[2]);
  for (int i = 0; i < std::atoi(values[3]); ++i) {
    const auto begun = std::chrono::steady_clock::now();
    digest(bytes, EVP_md5());
    digest(bytes, EVP_sha256());
    write_durably(seal(bytes), values[2], std::to_string(i));
    const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begun;
    std::printf("%.3f\n", taken.count());
  }
}
