// SPDX-License-Identifier: Apache-2.0
#include "photos/photo_store_embedded.h"

#include <sys/resource.h>

#include <csignal>
#include <fstream>
#include <map>

#include "base/files.h"
#include "photos/photo_store_contract.h"
#include "tests/support/temp_folder.h"

namespace lumen::photos {
namespace {

namespace fs = std::filesystem;

// Counters by name and labels, to be read by tests.
class CountingMetrics final : public Metrics {
 public:
  class Value final : public Counter {
   public:
    void add(double amount) override {
      const std::lock_guard lock(mutex_);
      value_ += amount;
    }
    double value() {
      const std::lock_guard lock(mutex_);
      return value_;
    }

   private:
    std::mutex mutex_;
    double value_ = 0;
  };

  Counter& counter(std::string_view name, std::string_view, MetricLabels labels) override {
    std::string series(name);
    for (const auto& [label, value] : labels) series += " " + label + "=" + value;
    return values_[series];
  }
  Gauge& gauge(std::string_view name, std::string_view help, MetricLabels labels) override {
    return null_metrics().gauge(name, help, std::move(labels));
  }
  Histogram& histogram(std::string_view name, std::string_view help, MetricLabels labels) override {
    return null_metrics().histogram(name, help, std::move(labels));
  }
  double value(const std::string& series) { return values_[series].value(); }

 private:
  std::map<std::string, Value> values_;
};

class EmbeddedPhotos {
 public:
  static constexpr PhotoStoreTraits traits{};

  EmbeddedPhotos() { reopen(1); }

  void reopen(std::uint8_t master) {
    store_.reset();
    std::array<std::uint8_t, 32> raw{};
    raw.fill(master);
    auto opened = PhotoStoreEmbedded::open(folder(), SecretKey(raw), {pool_, clock_, random_, metrics_});
    EXPECT_TRUE(opened) << opened.error().detail;
    store_ = std::move(*opened);
  }

  PhotoStore& store() { return *store_; }
  ManualClock& clock() { return clock_; }
  CountingMetrics& metrics() { return metrics_; }
  fs::path folder() const { return temp_.path() / "photos"; }

  // All photo files, in no order.
  std::vector<fs::path> files() const {
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(folder())) {
      if (entry.is_regular_file()) found.push_back(entry.path());
    }
    return found;
  }

 private:
  test::TempFolder temp_;
  BlockingPool pool_{4, 64};
  ManualClock clock_{contract_start_s * 1000};
  SeededRandom random_{5};
  CountingMetrics metrics_;
  std::unique_ptr<PhotoStoreEmbedded> store_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Embedded, PhotoStoreContract, EmbeddedPhotos);

const Bytes photo_bytes{'P', 'L', 'A', 'I', 'N', '-', 'P', 'I', 'C', 'T', 'U', 'R', 'E'};

class PhotoStoreEmbeddedTest : public PhotoStoreContract<EmbeddedPhotos> {
 protected:
  fs::path only_file() {
    const auto found = fixture_.files();
    EXPECT_EQ(found.size(), 1U);
    return found.empty() ? fs::path() : found.front();
  }
  static Bytes content(const fs::path& path) { return read_file(path, 1U << 20U).value_or(Bytes{}); }
  static void overwrite(const fs::path& path, const Bytes& bytes) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
  // A neutral text outside, the reason inside.
  static void expect_internal(const Error& error) {
    EXPECT_EQ(error.kind, ErrorKind::internal);
    EXPECT_EQ(error.message, internal("").message);
    EXPECT_NE(error.detail.find("does not open"), std::string::npos);
  }
};

TEST_F(PhotoStoreEmbeddedTest, NeitherThePhotoNorItsOwnerCanBeReadOnDisk) {
  const PhotoKey where = key(1, "someone@example.org");
  ASSERT_TRUE(put(where, photo_bytes));
  const fs::path file = only_file();
  const std::string everything = file.string() + std::string(as_text(content(file)));
  for (const std::string telling : {"PLAIN", "someone", "example.org", "6f1b0f6e", "uploads", "image/jpeg"}) {
    EXPECT_EQ(everything.find(telling), std::string::npos) << telling;
  }
  EXPECT_EQ(everything.find(sent(photo_bytes).received_md5), std::string::npos);
  const auto mode = fs::status(file).permissions();
  EXPECT_EQ(mode & (fs::perms::group_all | fs::perms::others_all), fs::perms::none);
}

TEST_F(PhotoStoreEmbeddedTest, FilesFanOutByTheirNames) {
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(put(key(i), photo_bytes));
  std::set<fs::path> folders;
  for (const fs::path& file : fixture_.files()) {
    const std::string name = file.filename().string();
    EXPECT_EQ(name.size(), 64U);
    EXPECT_EQ(file.parent_path(), fixture_.folder() / name.substr(0, 2));
    folders.insert(file.parent_path());
  }
  EXPECT_GT(folders.size(), 10U);
}

TEST_F(PhotoStoreEmbeddedTest, TheSamePhotoTwiceLooksDifferentOnDisk) {
  ASSERT_TRUE(put(key(1), photo_bytes));
  ASSERT_TRUE(put(key(2), photo_bytes));
  const auto files = fixture_.files();
  ASSERT_EQ(files.size(), 2U);
  const Bytes one = content(files[0]), two = content(files[1]);
  ASSERT_EQ(one.size(), two.size());
  EXPECT_NE(Bytes(one.end() - 13, one.end()), Bytes(two.end() - 13, two.end()));
}

TEST_F(PhotoStoreEmbeddedTest, SurvivesARestart) {
  ASSERT_TRUE(put(key(1), photo_bytes));
  fixture_.reopen(1);
  expect_kept(key(1), photo_bytes);
}

TEST_F(PhotoStoreEmbeddedTest, FilesThatWereSwappedDoNotOpen) {
  ASSERT_TRUE(put(key(1), photo_bytes));
  ASSERT_TRUE(put(key(2), photo_bytes));
  const auto files = fixture_.files();
  ASSERT_EQ(files.size(), 2U);
  const Bytes one = content(files[0]), two = content(files[1]);
  overwrite(files[0], two);
  overwrite(files[1], one);
  for (const int number : {1, 2}) {
    expect_internal(get(key(number)).error());
    expect_internal(head(key(number)).error());
  }
  EXPECT_EQ(fixture_.metrics().value("lumen_photos_unreadable_total"), 4);
}

TEST_F(PhotoStoreEmbeddedTest, AnotherMasterKeyFindsNothing) {
  ASSERT_TRUE(put(key(1), photo_bytes));
  const fs::path file = only_file();
  fixture_.reopen(2);
  expect_absent(key(1));  // the names depend on the master key too
  ASSERT_TRUE(put(key(1), photo_bytes));
  const auto files = fixture_.files();
  ASSERT_EQ(files.size(), 2U);
  overwrite(files[0] == file ? files[1] : files[0], content(file));
  expect_internal(get(key(1)).error());
}

TEST_F(PhotoStoreEmbeddedTest, EveryFlippedBitIsNoticed) {
  ASSERT_TRUE(put(key(1), photo_bytes));
  const fs::path file = only_file();
  const Bytes whole = content(file);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    Bytes altered = whole;
    altered[i] ^= static_cast<std::uint8_t>(1U << (i % 8));
    overwrite(file, altered);
    const auto photo = get(key(1));
    ASSERT_FALSE(photo) << i;
    expect_internal(photo.error());
  }
}

TEST_F(PhotoStoreEmbeddedTest, ACutFileIsNoticed) {
  ASSERT_TRUE(put(key(1), photo_bytes));
  const fs::path file = only_file();
  const Bytes whole = content(file);
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    overwrite(file, Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
    expect_internal(get(key(1)).error());
  }
}

TEST_F(PhotoStoreEmbeddedTest, ADamagedPhotoIsNotOverwrittenButCanBeRemoved) {
  ASSERT_TRUE(put(key(1), photo_bytes));
  overwrite(only_file(), body("damaged"));
  expect_internal(put(key(1), photo_bytes).error());
  ASSERT_TRUE(remove(key(1)));
  EXPECT_TRUE(put(key(1), photo_bytes));
}

TEST_F(PhotoStoreEmbeddedTest, HalfWrittenFilesGoAtTheStart) {
  ASSERT_TRUE(put(key(1), photo_bytes));
  overwrite(fixture_.folder() / "incoming" / ".half.1234.1.tmp", body("half a photo"));
  EXPECT_EQ(fixture_.files().size(), 2U);
  fixture_.reopen(1);
  EXPECT_EQ(fixture_.files().size(), 1U);
  expect_kept(key(1), photo_bytes);
}

TEST_F(PhotoStoreEmbeddedTest, RemovingDeletesTheFile) {
  ASSERT_TRUE(put(key(1), photo_bytes));
  ASSERT_TRUE(remove(key(1)));
  EXPECT_TRUE(fixture_.files().empty());
}

// The time stamp of a file is only an index: what was sealed decides.
TEST_F(PhotoStoreEmbeddedTest, AWrongTimeStampRemovesNothing) {
  ASSERT_TRUE(put(key(1), photo_bytes));
  const fs::path file = only_file();
  fs::last_write_time(file, fs::file_time_type::clock::from_sys(std::chrono::sys_seconds(std::chrono::seconds(5))));
  EXPECT_EQ(remove_expired(10).value_or(-1), 0);
  expect_kept(key(1), photo_bytes);
  EXPECT_EQ(fs::last_write_time(file), fs::file_time_type::clock::from_sys(
                                           std::chrono::sys_seconds(std::chrono::seconds(contract_start_s + 3600))));
}

TEST_F(PhotoStoreEmbeddedTest, TheScanPassesOverForeignAndDamagedFiles) {
  ASSERT_TRUE(put(key(1), photo_bytes, 10));
  const fs::path file = only_file();
  overwrite(file.parent_path() / "notes.txt", body("not ours"));
  const fs::path damaged = file.parent_path() / (file.filename().string().substr(0, 2) + std::string(62, '0'));
  overwrite(damaged, body("damaged"));
  fs::last_write_time(damaged, fs::file_time_type::clock::from_sys(std::chrono::sys_seconds(std::chrono::seconds(5))));
  clock().set_ms((contract_start_s + 10) * 1000);
  EXPECT_EQ(remove_all_expired(10), 1);
  EXPECT_FALSE(fs::exists(file));
  EXPECT_TRUE(fs::exists(damaged));
  EXPECT_TRUE(fs::exists(file.parent_path() / "notes.txt"));
}

TEST_F(PhotoStoreEmbeddedTest, CountsWhatItDoes) {
  ASSERT_TRUE(put(key(1), photo_bytes));
  ASSERT_TRUE(put(key(1), photo_bytes));
  ASSERT_TRUE(put(key(1), body("another")));
  ASSERT_TRUE(put(key(2), photo_bytes, 10));
  ASSERT_TRUE(remove(key(1)));
  ASSERT_TRUE(remove(key(1)));
  clock().set_ms((contract_start_s + 10) * 1000);
  ASSERT_EQ(remove_all_expired(10), 1);
  CountingMetrics& metrics = fixture_.metrics();
  EXPECT_EQ(metrics.value("lumen_photos_puts_total outcome=stored"), 2);
  EXPECT_EQ(metrics.value("lumen_photos_puts_total outcome=same"), 1);
  EXPECT_EQ(metrics.value("lumen_photos_puts_total outcome=different"), 1);
  EXPECT_EQ(metrics.value("lumen_photos_puts_total outcome=failed"), 0);
  EXPECT_EQ(metrics.value("lumen_photos_stored_bytes_total"), 2.0 * static_cast<double>(photo_bytes.size()));
  EXPECT_EQ(metrics.value("lumen_photos_removed_total reason=asked"), 1);
  EXPECT_EQ(metrics.value("lumen_photos_removed_total reason=expired"), 1);
}

// --- storage that fails

TEST(PhotoStoreEmbeddedFailures, AFolderThatCannotExistIsAnError) {
  test::TempFolder temp;
  std::ofstream(temp.path() / "file") << "in the way";
  BlockingPool pool(1, 1);
  const ManualClock clock(0);
  SeededRandom random(1);
  const auto opened =
      PhotoStoreEmbedded::open(temp.path() / "file" / "photos", SecretKey(), {pool, clock, random, null_metrics()});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(opened.error().code, "storage_failed");
}

// Stands for a folder that became unwritable; permissions would not stop a test that runs as root.
TEST_F(PhotoStoreEmbeddedTest, ALostFolderIsUnavailableAndNothingElseIsHurt) {
  ASSERT_TRUE(put(key(1), photo_bytes));
  fs::remove_all(fixture_.folder() / "incoming");
  overwrite(fixture_.folder() / "incoming", body("in the way"));
  const auto answer = put(key(2), photo_bytes);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(answer.error().code, "storage_failed");
  EXPECT_FALSE(answer.error().detail.empty());
  expect_kept(key(1), photo_bytes);
  expect_absent(key(2));
  EXPECT_EQ(fixture_.metrics().value("lumen_photos_puts_total outcome=failed"), 1);
}

class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : before_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &limit_);
    rlimit lower = limit_;
    lower.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &lower);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &limit_);
    std::signal(SIGXFSZ, before_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  void (*before_)(int);
  rlimit limit_{};
};

// A write that fails half-way, as on a full disk.
TEST_F(PhotoStoreEmbeddedTest, AHalfWrittenPhotoLeavesNothingBehind) {
  ASSERT_TRUE(put(key(1), photo_bytes));
  const Bytes large(100'000, 7);
  {
    const FileSizeLimit limit(50'000);
    const auto answer = put(key(2), large);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::unavailable);
  }
  EXPECT_EQ(fixture_.files().size(), 1U);
  expect_absent(key(2));
  EXPECT_TRUE(put(key(2), large));
  expect_kept(key(2), large);
}

TEST(PhotoStoreEmbeddedFailures, AFullDiskSaysSo) {
  for (const int number : {ENOSPC, EDQUOT}) {
    const Error full = storage_error(number, "writing a file");
    EXPECT_EQ(full.kind, ErrorKind::unavailable);
    EXPECT_EQ(full.code, "storage_full");
  }
}

}  // namespace
}  // namespace lumen::photos
