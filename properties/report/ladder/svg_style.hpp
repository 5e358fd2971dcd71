// The looks of a ladder diagram as SVG.
#pragma once

#include <string_view>

namespace socketcheck::properties::ladder {

inline constexpr std::string_view svg_style = R"(<style>
.ladder { --ink: #1c2330; --soft: #5b6474; --rail: #c3cad5; --paper: #ffffff; --broken: #c2182b; --wash: #fdecee;
  --open: #1d7a46; --half: #a15c00; --ending: #6a4fb3; --none: #8a93a3; --begin: #1f62b8; --arrow: #3b4658;
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 12.5px; }
@media (prefers-color-scheme: dark) { .ladder { --ink: #e6e9ef; --soft: #a2abbb; --rail: #444c5a; --paper: #15181e;
  --broken: #ff7b86; --wash: #3a1a1f; --open: #5fd08f; --half: #f0b056; --ending: #b7a1f5; --none: #8791a3;
  --begin: #7db5ff; --arrow: #b6bfce; } }
@media print { .ladder { --ink: #000; --soft: #444; --rail: #999; --paper: #fff; --broken: #b00020; --wash: #fff;
  --open: #14592f; --half: #7a4500; --ending: #4b3590; --none: #666; --begin: #174a8c; --arrow: #222; } }
.ladder text { fill: var(--ink); }
.ladder .paper { fill: var(--paper); }
.ladder .name { font-weight: 700; font-size: 15px; }
.ladder .soft { fill: var(--soft); }
.ladder .halo { paint-order: stroke; stroke: var(--paper); stroke-width: 5px; stroke-linejoin: round; }
.ladder .rail { stroke-width: 3; stroke: var(--rail); }
.ladder .arrow { stroke: var(--arrow); stroke-width: 1.5; fill: none; }
.ladder .on-wire { stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 1 5; stroke-linecap: round; }
.ladder .wire { fill: var(--begin); font-style: italic; }
.ladder .model { stroke-dasharray: 5 4; }
.ladder .head { fill: var(--arrow); }
.ladder .dot { fill: var(--ink); }
.ladder .chip { fill: var(--paper); stroke-width: 1.5; }
.ladder .s-open { stroke: var(--open); } .ladder .s-half { stroke: var(--half); } .ladder .s-ending { stroke: var(--ending); }
.ladder .s-none { stroke: var(--none); } .ladder .s-begin { stroke: var(--begin); }
.ladder .rail.s-none { stroke-dasharray: 2 5; }
.ladder .reset { stroke: var(--broken); } .ladder .head.reset { fill: var(--broken); stroke: none; }
.ladder .broken { fill: var(--broken); font-weight: 700; }
.ladder .wash { fill: var(--wash); stroke: var(--broken); }
</style>
)";

}  // namespace socketcheck::properties::ladder
