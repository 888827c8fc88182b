# SPDX-License-Identifier: MIT
# One static target per folder, with explicit lists and private libraries.

add_library(skilltally_flags INTERFACE)
target_compile_definitions(skilltally_flags INTERFACE _GNU_SOURCE)
target_compile_options(skilltally_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes
  -Wmissing-prototypes -Wvla -Wformat=2 -Wundef -Wcast-qual -Wwrite-strings
  -fvisibility=hidden # libyaml exports a yaml_free too: ours must not replace it
  -fPIE -fstack-protector-strong -fstack-clash-protection
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=)
target_link_options(skilltally_flags INTERFACE
  -pie -Wl,-z,relro,-z,now,-z,noexecstack)
target_include_directories(skilltally_flags INTERFACE ${PROJECT_SOURCE_DIR})
if(SKILLTALLY_SANITIZE)
  target_compile_options(skilltally_flags INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  target_link_options(skilltally_flags INTERFACE -fsanitize=address,undefined)
elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_definitions(skilltally_flags INTERFACE _FORTIFY_SOURCE=3)
endif()

if(SKILLTALLY_FUZZ)
  target_compile_options(skilltally_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

# skilltally_module(name SOURCES a.c... HEADERS a.h...
#                   [PUBLIC targets...] [PRIVATE targets...])
# PRIVATE libraries stay inside the folder that uses them.
function(skilltally_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;HEADERS;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_sources(${name} PUBLIC FILE_SET HEADERS
    BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${ARG_HEADERS})
  target_link_libraries(${name} PUBLIC skilltally_flags ${ARG_PUBLIC}
    PRIVATE ${ARG_PRIVATE})
endfunction()

# skilltally_pkg(NAME module): an imported target PkgConfig::NAME.
macro(skilltally_pkg var)
  pkg_check_modules(${var} REQUIRED IMPORTED_TARGET GLOBAL ${ARGN})
endmacro()
