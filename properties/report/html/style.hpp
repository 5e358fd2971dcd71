// The looks of the report's page.
#pragma once

#include <string_view>

namespace socketcheck::properties::html {

inline constexpr std::string_view style = R"(<style>
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1c2330; --soft: #5b6474; --line: #dfe3ea; --panel: #f6f7f9;
  --good: #1d7a46; --good-wash: #e7f5ec; --bad: #b3152a; --bad-wash: #fdecee; --open: #8a5300; --open-wash: #fff4e0;
  --link: #1f62b8; --bar: #9fc3ee; }
@media (prefers-color-scheme: dark) { :root { --paper: #15181e; --ink: #e6e9ef; --soft: #a2abbb; --line: #323945; --panel: #1d2129;
  --good: #6fd79a; --good-wash: #16301f; --bad: #ff8791; --bad-wash: #3a1a1f; --open: #f2b964; --open-wash: #35260d;
  --link: #7db5ff; --bar: #2c5688; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main, header.top, footer { max-width: 1180px; margin: 0 auto; padding: 0 20px; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 12px; top: 12px; background: var(--paper); padding: 8px; z-index: 2; }
h1 { font-size: 1.25rem; margin: 22px 0 2px; } h2 { font-size: 1.3rem; margin: 44px 0 12px; } h3 { font-size: 1.05rem; margin: 26px 0 8px; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 18px; padding: 0; margin: 10px 0 0; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.86rem; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; overflow-x: auto; margin: 8px 0; }
.soft { color: var(--soft); }
.verdict { border-radius: 12px; padding: 18px 22px; margin: 18px 0 8px; border-left: 8px solid; }
.verdict strong { display: block; font-size: 1.7rem; line-height: 1.2; }
.verdict p { margin: 6px 0 0; }
.conforms { --tone: var(--good); --wash: var(--good-wash); }
.does-not-conform { --tone: var(--bad); --wash: var(--bad-wash); }
.known-deviation, .could-not-test, .not-tested { --tone: var(--open); --wash: var(--open-wash); }
.verdict { background: var(--wash); border-color: var(--tone); } .verdict strong { color: var(--tone); }
.label { color: var(--tone); background: var(--wash); border: 1px solid var(--tone); border-radius: 999px; padding: 1px 10px; font-size: 0.82rem;
  white-space: nowrap; font-weight: 600; }
.stacks { display: grid; grid-template-columns: repeat(auto-fill, minmax(250px, 1fr)); gap: 12px; padding: 0; list-style: none; }
.stacks li { border: 1px solid var(--line); border-radius: 10px; padding: 12px 14px; }
.stacks b { display: block; } .stacks .soft { font-size: 0.9rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; }
th, td { text-align: left; padding: 7px 10px; border-bottom: 1px solid var(--line); vertical-align: top; }
.cards td:nth-child(2) { white-space: nowrap; } thead th { color: var(--soft); font-weight: 600; font-size: 0.82rem; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } th.number { text-align: right; }
.scroll { overflow-x: auto; }
.finding { border: 1px solid var(--line); border-left: 6px solid var(--bad); border-radius: 10px; padding: 4px 18px 16px; margin: 16px 0; }
.finding h3 { margin-top: 14px; }
.ladder-box { border: 1px solid var(--line); border-radius: 8px; overflow-x: auto; max-height: 85vh; margin: 10px 0; }
.ladder-box svg { display: block; margin: 0 auto; }
dl.paste { margin: 8px 0; } dl.paste dt { font-weight: 600; font-size: 0.9rem; } dl.paste dd { margin: 0 0 6px; } dl.paste pre { margin: 2px 0; padding: 8px 10px; white-space: pre-wrap; overflow-wrap: anywhere; }
details { border: 1px solid var(--line); border-radius: 10px; padding: 0 14px; margin: 10px 0; }
summary { cursor: pointer; padding: 11px 0; font-weight: 600; }
.rules td:last-child { width: 28%; } .times { position: relative; display: block; min-width: 90px; text-align: right; font-variant-numeric: tabular-nums; }
.times i { position: absolute; inset: 2px auto 2px 0; background: var(--bar); border-radius: 3px; opacity: .55; } .times b { position: relative; font-weight: 400; }
.matrix td, .matrix th { text-align: right; font-size: 0.78rem; padding: 4px 7px; white-space: nowrap; font-variant-numeric: tabular-nums; }
.matrix tbody th, .matrix thead th:first-child { position: sticky; left: 0; background: var(--paper); } .matrix thead th { vertical-align: bottom; }
details > .scroll { margin-bottom: 12px; } .matrix .hit { background: var(--good-wash); } .matrix .missed { background: var(--open-wash); color: var(--open); } .matrix .none { color: var(--soft); }
.claims { list-style: none; padding: 0; } .claims > li { border-top: 1px solid var(--line); padding: 10px 0; }
.claims details { border: 0; padding: 0; margin: 2px 0; } .claims summary { padding: 4px 0; font-weight: 400; color: var(--link); }
footer { margin-top: 50px; padding-bottom: 40px; color: var(--soft); font-size: 0.88rem; }
@media (max-width: 700px) {
  body { font-size: 15px; } main, header.top, footer { padding: 0 12px; } .finding { padding: 2px 12px 12px; }
  .cards thead { position: absolute; left: -999px; } .cards tr { display: block; border: 1px solid var(--line); border-radius: 10px; padding: 8px 12px; margin: 10px 0; }
  .cards td, .cards th { display: flex; justify-content: space-between; gap: 16px; border: 0; padding: 2px 0; text-align: right; white-space: normal; }
  .cards td::before { content: attr(data-name); color: var(--soft); text-align: left; } .cards th { text-align: left; font-weight: 600; display: block; padding-bottom: 6px; }
  .rules td, .rules th { padding: 6px 4px; } .rules td:last-child { width: auto; }
}
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --panel: #fff; --link: #000; }
  nav, .skip { display: none; } .ladder-box, pre, .scroll { overflow: visible; max-height: none; } .ladder-box svg { max-width: 100%; height: auto; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; } .ladder-box, .stacks li, tr, dl.paste dd { break-inside: avoid; } h2, h3, dt { break-after: avoid; }
}
</style>
)";

}  // namespace socketcheck::properties::html
