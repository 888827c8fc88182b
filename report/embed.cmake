# SPDX-License-Identifier: MIT
# cmake -DOUT=file.c -DFILES="a;b" -P embed.cmake: each file as a constant that
# ends in NUL, asset_NAME_EXT, declared in report/assets.h.
set(text "/* Made by embed.cmake. */\n#include \"report/assets.h\"\n")
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME)
  string(MAKE_C_IDENTIFIER ${name} id)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(APPEND text "const char asset_${id}[] = {${bytes}0};\n")
endforeach()
file(WRITE ${OUT} "${text}")
