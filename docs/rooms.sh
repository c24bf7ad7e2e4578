#!/bin/sh
# Files, lines and public types of each package at a commit, without package-info.java, as rows of a table:
#   sh docs/rooms.sh [COMMIT]       in the project's folder; HEAD if none is named
set -eu
commit=${1:-HEAD}
git rev-parse -q --verify "$commit^{commit}" >/dev/null || { echo "error: there is no commit '$commit' here." >&2; exit 2; }
git ls-tree -r --name-only "$commit" src/main/java src/spark/java | grep '\.java$' | grep -v package-info |
  while read -r file; do
    package=$(dirname "${file#src/*/java/}" | tr / .)
    git show "$commit:$file" |
      awk -v package="$package" '/^public .*(class|interface|record|enum) / { type = 1 }
        END { print package, NR, type + 0 }'
  done |
  awk '{ files[$1]++; lines[$1] += $2; types[$1] += $3 } END { for (p in files) print p, files[p], lines[p], types[p] }' |
  LC_ALL=C sort |
  awk '{ printf "| `%s` | %d | %d | %d |\n", $1, $2, $3, $4; files += $2; lines += $3; types += $4 }
    END { printf "| all | %d | %d | %d |\n", files, lines, types }'
