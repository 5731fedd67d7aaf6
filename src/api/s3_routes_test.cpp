// SPDX-License-Identifier: Apache-2.0
#include "api/s3_routes.h"

#include <gtest/gtest.h>

#include "analyses/embedded_analyses_test.h"
#include "api/s3_preflight.h"
#include "api/test_gate.h"
#include "base/crypto.h"
#include "jobs/work_signal_embedded.h"
#include "photos/photo_builder.h"
#include "photos/photo_store_embedded.h"
#include "photos/upload_url_signer_embedded.h"

namespace lumen::api {
namespace {

constexpr std::uint64_t photo_bytes_max = 4'096;
constexpr const char* server = "http://localhost:8080";

std::string to_text(const Bytes& bytes) { return std::string(as_text(bytes)); }

std::string jpeg(std::string_view note = "") {
  using namespace photos::builder;
  return to_text(
      join({jpeg_start(), jpeg_jfif(), jpeg_exif(6), jpeg_segment(0xfe, bytes_of(note)), jpeg_picture(), jpeg_end()}));
}

std::string element(const std::string& xml, const std::string& name) {
  const std::size_t start = xml.find("<" + name + ">");
  const std::size_t end = xml.find("</" + name + ">");
  if (start == std::string::npos || end == std::string::npos) return "absent";
  return xml.substr(start + name.size() + 2, end - start - name.size() - 2);
}

class S3RoutesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const photos::PhotoStoreEmbedded::Tools tools{pool_, analyses_.clock(), random_, null_metrics()};
    photos_ = std::move(
        photos::PhotoStoreEmbedded::open(folder_.path() / "photos", SecretKey::generate(random_), tools).value());
    receive_ = std::make_unique<service::ReceivePhoto>(*photos_, analyses_.store(), signal_, pool_, analyses_.clock(),
                                                       service::ReceiveSettings{photo_bytes_max, 1'000'000});
    Router router("/dev");
    add_s3_routes(router, {verifier_, *receive_, analyses_.clock()}, {"bucket", photo_bytes_max, "*"});
    gate_ = std::make_unique<TestGate>(std::move(router), analyses_.clock());
    create(id_);
  }

  void create(const AnalysisId& id) {
    analyses::NewAnalysis analysis;
    analysis.id = id;
    analysis.owner = ann_;
    analysis.created_at_ms = analyses_.clock().now_ms();
    analysis.upload_until_s = analyses_.clock().now_s() + 900;
    analysis.ttl_s = analyses_.clock().now_s() + 86'400;
    ASSERT_TRUE(test::run(analyses_.store().create(std::move(analysis), Deadline::never())));
  }
  photos::UploadTerms terms(std::string address = server) const {
    return {PhotoKey(ann_, id_), std::move(address), now_s_, 900, {}, {}, {}};
  }
  // What a client sends that follows the signed upload to the letter.
  RequestHead head_for(const photos::UploadTerms& with, std::size_t body_bytes) {
    const auto upload = signer_.sign(with);
    EXPECT_TRUE(upload);
    RequestHead head;
    head.method = "PUT";
    head.target = upload->url.substr(upload->url.find('/', 8));
    head.headers.add("Host", "localhost:8080");
    for (const auto& [name, value] : upload->headers) head.headers.add(name, value);
    head.headers.set("Content-Length", std::to_string(body_bytes));
    head.content_length = body_bytes;
    return head;
  }
  Response send(RequestHead head, std::string body) { return test::run(gate_->send(std::move(head), std::move(body))); }
  Response put(std::string body) {
    RequestHead head = head_for(terms(), body.size());
    return send(std::move(head), std::move(body));
  }
  void expect_error(const Response& response, int status, std::string_view code) {
    EXPECT_EQ(response.status, status) << body_of(response);
    EXPECT_EQ(element(body_of(response), "Code"), code);
    EXPECT_EQ(element(body_of(response), "RequestId"), "request-1");
    EXPECT_EQ(header_of(response, "Content-Type"), "application/xml");
    EXPECT_EQ(header_of(response, "x-amz-request-id"), "request-1");
    EXPECT_EQ(header_of(response, "Access-Control-Allow-Origin"), "*");
  }
  // Refused by its head alone.
  void expect_refused(RequestHead head, int status, std::string_view code) {
    const Response response = send(std::move(head), jpeg());
    expect_error(response, status, code);
    EXPECT_FALSE(gate_->body_was_read());
  }

  test::TempFolder folder_;
  SystemRandom random_;
  analyses::EmbeddedAnalyses analyses_;
  BlockingPool pool_{2, 16};
  jobs::WorkSignalEmbedded signal_;
  UserId ann_ = UserId::trusted("ann@x|1");
  AnalysisId id_ = analyses::analysis_number(1);
  UnixSeconds now_s_ = analyses_.clock().now_s();
  aws::Credentials credentials_{"LUMENLOCAL", "secret", ""};
  photos::UploadUrlSignerEmbedded signer_{"bucket", "us-west-2", credentials_};
  aws::PresignedVerifier verifier_{"us-west-2", [this](std::string_view id) -> std::optional<aws::Credentials> {
                                     return id == credentials_.access_key_id ? std::optional(credentials_)
                                                                             : std::nullopt;
                                   }};
  std::unique_ptr<photos::PhotoStoreEmbedded> photos_;
  std::unique_ptr<service::ReceivePhoto> receive_;
  std::unique_ptr<TestGate> gate_;
};

TEST_F(S3RoutesTest, APhotoArrives) {
  const std::string photo = jpeg();
  const Response response = put(photo);
  EXPECT_EQ(response.status, 200) << body_of(response);
  EXPECT_EQ(body_of(response), "");
  EXPECT_EQ(header_of(response, "ETag"), "\"" + hex_encode(md5(as_bytes(photo))) + "\"");
  EXPECT_EQ(header_of(response, "x-amz-request-id"), "request-1");
  EXPECT_EQ(header_of(response, "x-amz-server-side-encryption"), "AES256");
  const auto row = test::run(analyses_.store().get(ann_, id_, Deadline::never()));
  ASSERT_TRUE(row);
  EXPECT_EQ((*row)->stage, Stage::queued);
  const auto kept = test::run(photos_->get(PhotoKey(ann_, id_), Deadline::never()));
  ASSERT_TRUE(kept);
  EXPECT_EQ(as_text(kept->bytes).find(photos::builder::secret), std::string_view::npos);
}

TEST_F(S3RoutesTest, TheSamePhotoAgainIsFineAnotherIsNot) {
  EXPECT_EQ(put(jpeg("one")).status, 200);
  EXPECT_EQ(put(jpeg("one")).status, 200);
  expect_error(put(jpeg("two")), 412, "PreconditionFailed");
  EXPECT_EQ(put(jpeg("one")).status, 200);
}

TEST_F(S3RoutesTest, ItWorksBelowABasePath) {
  const std::string photo = jpeg();
  EXPECT_EQ(send(head_for(terms("http://localhost:8080/dev"), photo.size()), photo).status, 200);
}

TEST_F(S3RoutesTest, OneUrlForOneAnalysisAndMoment) {
  EXPECT_EQ(signer_.sign(terms())->url, signer_.sign(terms())->url);
  EXPECT_TRUE(
      signer_.sign(terms())->url.starts_with("http://localhost:8080/bucket/uploads/ann%40x%7C1/" + id_.text() + "?"));
}

TEST_F(S3RoutesTest, WhatWasDeclaredIsHeld) {
  const std::string photo = jpeg();
  photos::UploadTerms declared = terms();
  declared.content_type = "image/jpeg";
  declared.content_length = photo.size();
  declared.sha256 = hex_encode(sha256(as_bytes(photo)));
  const RequestHead good = head_for(declared, photo.size());

  RequestHead other_type = good;
  other_type.headers.set("Content-Type", "image/png");
  expect_refused(other_type, 403, "SignatureDoesNotMatch");
  RequestHead other_length = good;
  other_length.headers.set("Content-Length", std::to_string(photo.size() - 1));
  expect_refused(other_length, 403, "SignatureDoesNotMatch");
  RequestHead other_hash = good;
  other_hash.headers.set("x-amz-checksum-sha256", base64_encode(sha256(as_bytes("else"))));
  expect_refused(other_hash, 403, "SignatureDoesNotMatch");

  std::string other_photo = photo;
  other_photo[photo.size() / 2] = static_cast<char>(other_photo[photo.size() / 2] ^ 1);
  expect_error(send(good, other_photo), 400, "BadDigest");
  const Response taken = send(good, photo);
  EXPECT_EQ(taken.status, 200) << body_of(taken);
  EXPECT_EQ(header_of(taken, "x-amz-checksum-sha256"), base64_encode(sha256(as_bytes(photo))));
}

TEST_F(S3RoutesTest, ADigestOfTheBodyIsChecked) {
  const std::string photo = jpeg();
  RequestHead head = head_for(terms(), photo.size());
  head.headers.set("Content-MD5", "not base64!");
  expect_refused(head, 400, "InvalidDigest");
  head.headers.set("Content-MD5", base64_encode(as_bytes("short")));
  expect_refused(head, 400, "InvalidDigest");
  head.headers.set("Content-MD5", base64_encode(md5(as_bytes("else"))));
  expect_error(send(head, photo), 400, "BadDigest");
  head.headers.set("Content-MD5", base64_encode(md5(as_bytes(photo))));
  EXPECT_EQ(send(head, photo).status, 200);
}

// A URL that pins the body's hash, as the JavaScript SDK can make it.
TEST_F(S3RoutesTest, AHashInTheQueryIsChecked) {
  const std::string photo = jpeg();
  aws::Signer signer("us-west-2", "s3");
  const auto head_with = [&](const std::string& hash) {
    RequestHead head = head_for(terms(), photo.size());
    const std::string target = "/bucket/uploads/ann%40x%7C1/" + id_.text() + "?X-Amz-Content-Sha256=" + hash;
    head.target = signer.presign({"PUT", "localhost:8080", target, {}, hash}, credentials_, now_s_, 900);
    return head;
  };
  expect_error(send(head_with(hex_encode(sha256(as_bytes("else")))), photo), 400, "XAmzContentSHA256Mismatch");
  expect_refused(head_with("STREAMING-UNSIGNED-PAYLOAD-TRAILER"), 501, "NotImplemented");
  expect_refused(head_with("nonsense"), 400, "InvalidArgument");
  EXPECT_EQ(send(head_with("UNSIGNED-PAYLOAD"), photo).status, 200);
  EXPECT_EQ(send(head_with(hex_encode(sha256(as_bytes(photo)))), photo).status, 200);
}

TEST_F(S3RoutesTest, AChecksumThatWouldNotBeCheckedIsRefused) {
  aws::Signer signer("us-west-2", "s3");
  RequestHead head = head_for(terms(), 5);
  const std::vector<aws::Header> signed_headers = {{"x-amz-checksum-crc32", "AAAAAA=="}};
  head.headers.add("x-amz-checksum-crc32", "AAAAAA==");
  head.target =
      signer.presign({"PUT", "localhost:8080", "/bucket/uploads/ann/" + id_.text(), signed_headers, "UNSIGNED-PAYLOAD"},
                     credentials_, now_s_, 900);
  expect_refused(head, 501, "NotImplemented");
}

TEST_F(S3RoutesTest, SizesOnBothSidesOfTheLimit) {
  std::string photo = jpeg();
  photo.append(photo_bytes_max - photo.size(), '\0');
  EXPECT_EQ(put(photo).status, 200);
  const Response over = put(photo + "x");
  expect_error(over, 400, "EntityTooLarge");
  EXPECT_EQ(element(body_of(over), "MaxSizeAllowed"), "4096");
  EXPECT_FALSE(gate_->body_was_read());
}

TEST_F(S3RoutesTest, ALengthMustBeGiven) {
  RequestHead head = head_for(terms(), 0);
  Headers without;
  for (const auto& [name, value] : head.headers.all()) {
    if (name != "Content-Length") without.add(name, value);
  }
  head.headers = without;
  head.content_length.reset();
  head.headers.add("Transfer-Encoding", "chunked");
  expect_refused(head, 411, "MissingContentLength");
}

TEST_F(S3RoutesTest, BodiesThatAreNoPhotos) {
  expect_error(put(""), 400, "InvalidArgument");
  expect_error(put("GIF89a............"), 400, "InvalidArgument");
  expect_error(put(std::string("\xff\xd8\xff\xe0", 4)), 400, "InvalidArgument");
  const auto row = test::run(analyses_.store().get(ann_, id_, Deadline::never()));
  EXPECT_EQ((*row)->stage, Stage::awaiting_upload);
}

TEST_F(S3RoutesTest, AnAnalysisThatIsNotThere) {
  photos::UploadTerms foreign = terms();
  foreign.key = PhotoKey(UserId::trusted("bob"), id_);
  const std::string photo = jpeg();
  expect_error(send(head_for(foreign, photo.size()), photo), 403, "AccessDenied");
  ASSERT_TRUE(test::run(analyses_.store().mark_deleting(ann_, id_, Deadline::never())));
  expect_error(put(photo), 403, "AccessDenied");
}

TEST_F(S3RoutesTest, TamperedAndLateUrlsAreRefusedBeforeTheBody) {
  const RequestHead good = head_for(terms(), jpeg().size());
  RequestHead other_user = good;
  other_user.target.replace(other_user.target.find("ann"), 3, "bob");
  expect_refused(other_user, 403, "SignatureDoesNotMatch");
  RequestHead unsigned_head = good;
  unsigned_head.target.resize(unsigned_head.target.find('?'));
  expect_refused(unsigned_head, 403, "AccessDenied");
  RequestHead two_ways = good;
  two_ways.headers.add("Authorization", "Bearer x");
  expect_refused(two_ways, 400, "InvalidArgument");
  analyses_.clock().advance_ms(900'000);
  const Response late = send(good, jpeg());
  expect_error(late, 403, "AccessDenied");
  EXPECT_EQ(element(body_of(late), "Message"), "Request has expired");
  EXPECT_EQ(element(body_of(late), "X-Amz-Expires"), "900");
  EXPECT_EQ(element(body_of(late), "ServerTime"), format_iso8601(now_s_ + 900));
}

TEST_F(S3RoutesTest, OtherMethodsAreRefusedInS3sWords) {
  for (const char* method : {"GET", "HEAD", "POST", "DELETE"}) {
    RequestHead head = head_for(terms(), 0);
    head.method = method;
    expect_refused(head, 403, "SignatureDoesNotMatch");
  }
  aws::Signer signer("us-west-2", "s3");
  RequestHead head = head_for(terms(), 0);
  head.method = "DELETE";
  head.target =
      signer.presign({"DELETE", "localhost:8080", "/bucket/uploads/ann/" + id_.text(), {}, "UNSIGNED-PAYLOAD"},
                     credentials_, now_s_, 900);
  expect_refused(head, 405, "MethodNotAllowed");
}

TEST_F(S3RoutesTest, EverybodyMayAskForCors) {
  RequestHead head;
  head.method = "OPTIONS";
  head.target = "/bucket/uploads/ann/" + id_.text() + "?X-Amz-Signature=x";
  head.headers.add("Origin", "https://app.example");
  head.headers.add("Access-Control-Request-Method", "PUT");
  head.headers.add("Access-Control-Request-Headers", "Content-Type,X-Amz-Checksum-Sha256");
  const Response response = send(head, "");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(header_of(response, "Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(header_of(response, "Access-Control-Allow-Methods"), "PUT");
  EXPECT_EQ(header_of(response, "Access-Control-Allow-Headers"), "content-type, x-amz-checksum-sha256");
  EXPECT_EQ(header_of(response, "Access-Control-Expose-Headers"), "ETag");
  EXPECT_EQ(header_of(response, "Vary"), "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
}

struct PreflightCase {
  const char* allowed;
  const char* origin;
  const char* method;
  const char* headers;
  int status;
};

TEST(S3Preflight, Table) {
  const std::string app = "https://app.example";
  for (const PreflightCase& one : std::vector<PreflightCase>{
           {"*", app.c_str(), "PUT", "", 200},
           {"*", app.c_str(), "DELETE", "", 403},
           {"*", app.c_str(), "PUT", "bad header", 403},
           {"*", app.c_str(), "PUT", "a,,b", 403},
           {"*", "", "PUT", "", 400},
           {"*", app.c_str(), "", "", 400},
           {"", app.c_str(), "PUT", "", 403},
           {app.c_str(), app.c_str(), "PUT", "", 200},
           {app.c_str(), "https://app.example:443", "PUT", "", 403},
           {app.c_str(), "https://evil.example", "PUT", "", 403},
       }) {
    RequestHead head;
    if (*one.origin != 0) head.headers.add("Origin", one.origin);
    if (*one.method != 0) head.headers.add("Access-Control-Request-Method", one.method);
    if (*one.headers != 0) head.headers.add("Access-Control-Request-Headers", one.headers);
    const Response response = s3_preflight(head, one.allowed);
    EXPECT_EQ(response.status, one.status)
        << one.allowed << " " << one.origin << " " << one.method << " " << one.headers;
    if (one.status == 200 && app == one.allowed) {
      EXPECT_EQ(header_of(response, "Access-Control-Allow-Origin"), app);
      EXPECT_EQ(header_of(response, "Access-Control-Allow-Credentials"), "true");
    }
  }
}

TEST(S3Problem, TheDocumentAlwaysParses) {
  RequestHead head;
  head.target = "/a<b>&\"c?query";
  head.request_id = "r-1";
  const Response response =
      s3_problem({403, "AccessDenied", "a & b < c", {{"CanonicalRequest", "x\xff\x01y\n"}}}, head);
  EXPECT_EQ(
      body_of(response),
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code><Message>a &amp; b &lt; c</Message>"
      "<CanonicalRequest>xy\n</CanonicalRequest><Resource>/a&lt;b&gt;&amp;&quot;c</Resource>"
      "<RequestId>r-1</RequestId><HostId>lumen</HostId></Error>");
}

TEST(S3Problem, WhatErrorsAreCalled) {
  const auto of = [](const Error& error) {
    const aws::S3Error s3 = s3_error_of(error);
    return std::to_string(s3.status) + " " + s3.code;
  };
  EXPECT_EQ(of(invalid("incomplete_body", "x")), "400 IncompleteBody");
  EXPECT_EQ(of(make_error(ErrorKind::too_large, "too_many_pixels", "x")), "400 EntityTooLarge");
  EXPECT_EQ(of(unavailable("slow_down", "x")), "503 SlowDown");
  EXPECT_EQ(of(unavailable("busy", "x")), "503 SlowDown");
  EXPECT_EQ(of(make_error(ErrorKind::throttled, "throttled", "x")), "503 SlowDown");
  EXPECT_EQ(of(unavailable("storage_full", "x")), "503 ServiceUnavailable");
  EXPECT_EQ(of(make_error(ErrorKind::conflict, "something", "x")), "409 OperationAborted");
  EXPECT_EQ(of(internal("secret detail")), "500 InternalError");
  EXPECT_EQ(s3_error_of(internal("secret detail")).message.find("secret"), std::string::npos);
}

}  // namespace
}  // namespace lumen::api
