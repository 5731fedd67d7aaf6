// SPDX-License-Identifier: Apache-2.0
// The page of a report: one HTML file in the colours of a plain document, pictures as JPEG files beside it.
#include <fmt/format.h>

#include <fstream>

#include "base/files.h"
#include "eval/report.h"
#include "tests/photos/encode.h"

namespace lumen::eval {
namespace {

constexpr std::string_view style =
    "body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem;color:#222}"
    "table{border-collapse:collapse;margin:.5rem 0 1.5rem}td,th{padding:.15rem .7rem;border-bottom:1px solid #ddd}"
    "th{text-align:left;background:#f4f4f4}td.n{text-align:right;font-variant-numeric:tabular-nums}"
    "td.met{background:#e3f1fb}td.missed{background:#fdebd3;font-weight:600}"
    "figure{display:inline-block;margin:.4rem;width:13rem;vertical-align:top}figure img{width:100%}"
    "figcaption{font-size:12px;overflow-wrap:anywhere}p.note{color:#555;max-width:60rem}";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string heading(const std::string& title, const std::string& note) {
  std::string html = fmt::format("<h2>{}</h2>\n", escaped(title));
  if (!note.empty()) html += fmt::format("<p class=\"note\">{}</p>\n", escaped(note));
  return html;
}

std::string to_html(const Cell& cell) {
  std::string classes = cell.number ? "n" : "";
  if (cell.mark == Mark::met) classes += " met";
  if (cell.mark == Mark::missed) classes += " missed";
  return fmt::format("<td class=\"{}\">{}</td>", classes, escaped(cell.text));
}

std::string to_html(const Table& table) {
  std::string html = heading(table.title, table.note) + "<table><tr>";
  for (const std::string& column : table.columns) html += fmt::format("<th>{}</th>", escaped(column));
  html += "</tr>\n";
  for (const auto& row : table.rows) {
    html += "<tr>";
    for (const Cell& cell : row) html += to_html(cell);
    html += "</tr>\n";
  }
  return html + "</table>\n";
}

Result<void> write_file(const std::filesystem::path& path, ByteView bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), std::streamsize(bytes.size()));
  if (!file.good()) return fail(storage_error(errno, "writing " + path.string()));
  return {};
}

// Pictures are numbered through the page.
class PictureFolder {
 public:
  explicit PictureFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  Result<std::string> add(const cv::Mat& bgr) {
    const std::string name = fmt::format("picture-{:04}.jpg", ++count_);
    auto written = write_file(folder_ / name, test::encode_jpeg(bgr));
    if (!written) return fail(std::move(written.error()));
    return name;
  }

 private:
  std::filesystem::path folder_;
  int count_ = 0;
};

Result<std::string> to_html(const Gallery& gallery, PictureFolder& pictures) {
  std::string html = heading(gallery.title, gallery.note);
  for (const Picture& picture : gallery.pictures) {
    auto name = pictures.add(picture.bgr);
    if (!name) return fail(std::move(name.error()));
    html += fmt::format("<figure><img src=\"{}\" alt=\"\"><figcaption>{}</figcaption></figure>\n", *name,
                        escaped(picture.caption));
  }
  return html;
}

}  // namespace

Result<void> write_page(const Report& report, const std::filesystem::path& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) return fail(storage_error(failure.value(), "making " + folder.string()));
  std::string html = fmt::format(
      "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{0}</title><style>{1}</style>\n<h1>{0}</h1>\n",
      escaped(report.title), style);
  for (const std::string& remark : report.remarks) html += fmt::format("<p>{}</p>\n", escaped(remark));
  PictureFolder pictures(folder);
  for (const auto& part : report.parts) {
    if (const auto* table = std::get_if<Table>(&part)) {
      html += to_html(*table);
      continue;
    }
    auto gallery = to_html(std::get<Gallery>(part), pictures);
    if (!gallery) return fail(std::move(gallery.error()));
    html += *gallery;
  }
  return write_file(folder / "index.html", as_bytes(html + "</html>\n"));
}

}  // namespace lumen::eval
