// The report in a browser: it shows what is there, and the console stays empty. Skipped where there is no Chromium.
#include <gtest/gtest.h>

#include <cstdlib>

#include "command.hpp"

namespace socketcheck::tests {
namespace {

std::string found_browser() {
  for (const char* name : {"chromium", "chromium-browser", "google-chrome"})
    if (std::system((std::string("command -v ") + name + " >/dev/null 2>&1").c_str()) == 0) return name;
  return {};
}

class TheReportInABrowser : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    browser_ = found_browser();
    if (browser_.empty()) GTEST_SKIP() << "there is no Chromium here";
    const Ran ran = run({"check", "--stack", GetParam(), "--cases", "200", "--out", directory_.path(),
                         "--gtest_filter=HalfClose*:AnError*"});
    ASSERT_LE(ran.status, 1) << ran.err;
  }
  // What the browser says on its console, and what `arguments` made it print.
  std::string shown(const std::string& arguments) const {
    const std::string out = (directory_ / "shown").string();
    const std::string
        command = browser_ + " --headless --no-sandbox --disable-gpu --enable-logging=stderr --v=0 --user-data-dir=" +
                  (directory_ / "profile").string() + " " + arguments + " file://" +
                  (directory_ / "report.html").string() + " >" + out + " 2>&1";
    EXPECT_EQ(std::system(("timeout 60 " + command).c_str()), 0) << command;
    return text_of(out);
  }
  TemporaryDirectory directory_;
  std::string browser_;
};

TEST_P(TheReportInABrowser, IsShownWithAnEmptyConsole) {
  const std::string dom = shown("--dump-dom");
  EXPECT_EQ(dom.find("CONSOLE"), std::string::npos) << dom.substr(0, 2000);
  const bool fails = std::string(GetParam()).starts_with("faulty");
  EXPECT_NE(dom.find(fails ? "verdict does-not-conform" : "verdict conforms"), std::string::npos);
  EXPECT_EQ(dom.find("<article") != std::string::npos, fails);
  EXPECT_NE(dom.find("</footer>"), std::string::npos) << "the page is whole";
}

TEST_P(TheReportInABrowser, CanBeScreenedAndPrinted) {
  const std::string picture = (directory_ / "picture.png").string();
  shown("--window-size=400,1200 --screenshot=" + picture);
  EXPECT_GT(std::filesystem::file_size(picture), 10'000u);
  const std::string paper = (directory_ / "paper.pdf").string();
  shown("--print-to-pdf=" + paper);
  EXPECT_GT(std::filesystem::file_size(paper), 10'000u);
}

INSTANTIATE_TEST_SUITE_P(Of, TheReportInABrowser, testing::Values("linux-tcp4", "faulty-sigpipe-on-reset"),
                         [](const auto& test) {
                           return std::string(test.param) == "linux-tcp4" ? "AConformingRun" : "AFailingRun";
                         });

}  // namespace
}  // namespace socketcheck::tests
