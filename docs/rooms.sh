#!/bin/sh
# Files, lines and public types of each package, without its package-info. Run it in the project's folder.
find src/main/java -name '*.java' ! -name package-info.java -printf '%h\n' | sort | uniq -c |
  while read -r files folder; do
    sources=$(find "$folder" -maxdepth 1 -name '*.java' ! -name package-info.java)
    printf '%-34s %3d files %5d lines %3d public types\n' \
      "$(echo "${folder#src/main/java/}" | tr / .)" "$files" \
      "$(cat $sources | wc -l)" \
      "$(cat $sources | grep -cE '^public .*(class|interface|record|enum) ')"
  done
