// SPDX-License-Identifier: Apache-2.0
// lumen-bench-fill DATA_FOLDER ANALYSIS.json CONCERNS.json COUNT OWNER…
// Puts COUNT completed analyses into a data folder that no server holds, shared evenly among the owners, through
// the same create, mark_uploaded, claim, store_prediction, complete and mark_announced as the server; each carries the
// documents of the given answers of GET /analysis/{id} and GET /analysis/{id}/concerns. Prints a line "<place of the
// owner, from 1> <analysis id>" for each.

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <utility>

#include "analyses/analysis_queue_embedded.h"
#include "analyses/analysis_store_embedded.h"
#include "analyses/analysis_sweeper_embedded.h"
#include "app/data_folder.h"

namespace lumen {
namespace {

namespace json = boost::json;

constexpr int at_once = 256;  // a full group of the database's writer
constexpr UnixSeconds day_s = 86'400;

struct Filler {
  analyses::AnalysisStoreEmbedded store;
  analyses::AnalysisQueueEmbedded queue;
  analyses::AnalysisSweeperEmbedded sweeper;
  const SystemClock& clock;
  SystemRandom& random;
  std::vector<UserId> owners{};
  ResultDocuments documents{};
  std::string report{};
  std::size_t count = 0;
  std::size_t begun = 0;
  std::string ids{};
};

[[noreturn]] void give_up(const std::string& why) {
  fmt::print(stderr, "lumen-bench-fill: {}\n", why);
  std::exit(1);
}

template <class T>
T must(Result<T> result) {
  if (!result) give_up(result.error().code + " " + result.error().message + " " + result.error().detail);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

std::string read_text(const char* file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

ResultDocuments read_documents(const char* file) {
  const json::value answer = json::parse(read_text(file));
  const auto part = [&](const char* name) { return json::serialize(answer.at(name)); };
  ResultDocuments documents;
  documents.prediction = part("prediction");
  documents.enhanced_analysis = part("enhanced_analysis");
  documents.products = part("products");
  if (answer.as_object().contains("timing")) documents.timing = part("timing");
  documents.severity = Severity::mild;
  return documents;
}

analyses::NewAnalysis new_analysis(Filler& filler, const UserId& owner) {
  analyses::NewAnalysis analysis;
  analysis.id = AnalysisId::trusted(format_uuid(filler.random.bytes<16>()));
  analysis.owner = owner;
  analysis.created_at_ms = filler.clock.now_ms();
  analysis.upload_until_s = filler.clock.now_s() + 900;
  analysis.ttl_s = filler.clock.now_s() + 30 * day_s;
  return analysis;
}

PhotoVersion photo_of(const AnalysisId& id) {
  PhotoVersion photo;
  photo.etag = hex_encode(md5(as_bytes(id.text())));
  photo.content_type = "image/jpeg";
  photo.size_bytes = 100'000;
  return photo;
}

// The claim takes the oldest row that is due, which need not be the one just made: in the end all are complete.
Task<void> fill(Filler& filler) {
  while (filler.begun < filler.count) {
    const std::size_t place = filler.begun++ % filler.owners.size();
    const UserId owner = filler.owners[place];
    analyses::NewAnalysis row = new_analysis(filler, owner);
    const AnalysisId id = row.id;
    filler.ids += fmt::format("{} {}\n", place + 1, id.text());
    auto created = co_await filler.store.create(std::move(row), Deadline::never());
    must(std::move(created));
    PhotoVersion photo = photo_of(id);
    auto uploaded = co_await filler.store.mark_uploaded(owner, id, std::move(photo), Deadline::never());
    must(std::move(uploaded));
    auto claimed = co_await filler.queue.claim(Deadline::never());
    const auto claim = must(std::move(claimed));
    if (!claim) give_up("no row was due");
    analyses::StoredPrediction prediction{filler.documents.prediction, filler.report, filler.documents.severity};
    auto predicted = co_await filler.queue.store_prediction(*claim, std::move(prediction), Deadline::never());
    must(std::move(predicted));
    ResultDocuments documents = filler.documents;
    auto completed = co_await filler.queue.complete(*claim, std::move(documents), Deadline::never());
    must(std::move(completed));
    auto announced = co_await filler.sweeper.mark_announced(claim->owner, claim->id, Deadline::never());
    must(std::move(announced));
  }
}

void run(const std::vector<std::string>& arguments) {
  const SystemClock clock;
  SystemRandom random;
  const auto folder = must(app::DataFolder::open_locked(arguments[0], random));
  const auto database = must(store::Database::open(folder->database_file(), null_metrics()));
  must(store::SubjectKeys::migrate(*database));
  store::SubjectKeys keys(*database, folder->derived_key("lumen subject keys 1"), random);
  const auto table = must(analyses::AnalysisTable::open(
      {*database, keys, clock, random, null_metrics(), folder->derived_key("lumen analyses 1")}));

  Filler filler{analyses::AnalysisStoreEmbedded(*table), analyses::AnalysisQueueEmbedded(*table),
                analyses::AnalysisSweeperEmbedded(*table), clock, random};
  filler.documents = read_documents(arguments[1].c_str());
  filler.report = read_text(arguments[2].c_str());
  filler.count = std::stoul(arguments[3]);
  for (std::size_t i = 4; i < arguments.size(); ++i) filler.owners.push_back(UserId::trusted(arguments[i]));
  boost::asio::io_context loop(1);
  for (int i = 0; i < at_once; ++i) boost::asio::co_spawn(loop, fill(filler), boost::asio::detached);
  loop.run();
  std::fputs(filler.ids.c_str(), stdout);
}

}  // namespace
}  // namespace lumen

int main(int count, char** values) {
  const std::vector<std::string> arguments(values + 1, values + count);
  if (arguments.size() < 5) {
    lumen::give_up("usage: lumen-bench-fill DATA_FOLDER ANALYSIS.json CONCERNS.json COUNT OWNER...");
  }
  lumen::run(arguments);
}
