// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_certificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>

namespace lumen::test {
namespace {

constexpr long hour_s = 3'600;

template <auto free_it>
struct Deleter {
  template <class T>
  void operator()(T* object) const {
    free_it(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<::EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<::X509_free>>;
using Text = std::unique_ptr<BIO, Deleter<::BIO_free_all>>;

void need(bool done) {
  if (!done) throw std::runtime_error("OpenSSL made no certificate");
}

void add_extension(X509* certificate, X509* issuer, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
  need(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

Certificate make(const char* name, long serial, EVP_PKEY* key, X509* issuer) {
  Certificate certificate(X509_new());
  X509* raw = certificate.get();
  X509_set_version(raw, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(raw), serial);
  X509_gmtime_adj(X509_getm_notBefore(raw), -12 * hour_s);
  X509_gmtime_adj(X509_getm_notAfter(raw), 12 * hour_s);
  X509_NAME* subject = X509_get_subject_name(raw);
  need(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name), -1, -1,
                                  0) == 1);
  X509_set_issuer_name(raw, issuer == nullptr ? subject : X509_get_subject_name(issuer));
  X509_set_pubkey(raw, key);
  return certificate;
}

template <class Write>
std::string as_pem(Write write) {
  const Text out(BIO_new(BIO_s_mem()));
  need(write(out.get()) == 1);
  char* data = nullptr;
  const long size = BIO_get_mem_data(out.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

}  // namespace

TestCertificate make_test_certificate(const char* names) {
  const Key authority_key(EVP_EC_gen("P-256"));
  const Key server_key(EVP_EC_gen("P-256"));
  need(authority_key != nullptr && server_key != nullptr);
  const Certificate authority = make("Test authority", 1, authority_key.get(), nullptr);
  add_extension(authority.get(), authority.get(), NID_basic_constraints, "critical,CA:TRUE");
  add_extension(authority.get(), authority.get(), NID_key_usage, "critical,keyCertSign");
  need(X509_sign(authority.get(), authority_key.get(), EVP_sha256()) > 0);
  const Certificate server = make("localhost", 2, server_key.get(), authority.get());
  add_extension(server.get(), authority.get(), NID_subject_alt_name, names);
  need(X509_sign(server.get(), authority_key.get(), EVP_sha256()) > 0);

  TestCertificate made;
  made.authority_pem = as_pem([&](BIO* out) { return PEM_write_bio_X509(out, authority.get()); });
  made.certificate_pem = as_pem([&](BIO* out) { return PEM_write_bio_X509(out, server.get()); });
  made.key_pem = as_pem(
      [&](BIO* out) { return PEM_write_bio_PrivateKey(out, server_key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
  return made;
}

}  // namespace lumen::test
