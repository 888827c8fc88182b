# SPDX-License-Identifier: MIT
# cmake -DOUT=file.c -DFILES="a;b" -P embed.cmake: each file as a constant that
# ends in NUL, asset_NAME_EXT, declared in report/assets.h; of a script also its
# hash, asset_NAME_js_sha256.

# The SHA-256 of a file in base64, which CMake has not: six bits a digit.
function(sha256_base64 file out)
  set(digits "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  file(SHA256 ${file} hex)
  set(text "")
  foreach(at RANGE 0 60 6) # three bytes at a time, the last with one of padding
    string(SUBSTRING "${hex}00" ${at} 6 three)
    foreach(shift 18 12 6 0)
      math(EXPR digit "(0x${three} >> ${shift}) & 63")
      string(SUBSTRING "${digits}" ${digit} 1 digit)
      string(APPEND text "${digit}")
    endforeach()
  endforeach()
  string(SUBSTRING "${text}" 0 43 text)
  set(${out} "${text}=" PARENT_SCOPE)
endfunction()

set(text "/* Made by embed.cmake. */\n#include \"report/assets.h\"\n")
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME)
  string(MAKE_C_IDENTIFIER ${name} id)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(APPEND text "const char asset_${id}[] = {${bytes}0};\n")
  if(name MATCHES "[.]js$")
    sha256_base64(${file} hash)
    string(APPEND text "const char asset_${id}_sha256[] = \"sha256-${hash}\";\n")
  endif()
endforeach()
file(WRITE ${OUT} "${text}")
