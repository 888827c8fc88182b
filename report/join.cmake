# SPDX-License-Identifier: MIT
# cmake -DOUT=file.js -DFILES="a.js;b.js" -P join.cmake: scripts as one, whose
# names are known to each other and to nothing else.
set(text "\"use strict\";\n(() => {\n")
foreach(file IN LISTS FILES)
  file(READ ${file} bytes)
  string(REPLACE "// SPDX-License-Identifier: MIT\n" "" bytes "${bytes}")
  string(APPEND text "${bytes}")
endforeach()
file(WRITE ${OUT} "// SPDX-License-Identifier: MIT\n${text}})();\n")
