#!/usr/bin/env bash
# add-fallback-parent.sh ARTIFACT [VERSION]: a stand-in for a jar-less Quarkus aggregator POM that a partial mirror lacks.
# On a complete Maven Central these files are never read. See docs/decisions/0002-quarkus-lts-and-the-fallback-repository.md.
set -euo pipefail
artifact=${1:?artifact, e.g. quarkus-oidc-parent}
version=${2:-3.33.2}
dir=$(dirname "$0")/fallback-repo/io/quarkus/$artifact/$version
mkdir -p "$dir"
cat >"$dir/$artifact-$version.pom" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>io.quarkus</groupId>
    <artifactId>quarkus-extensions-parent</artifactId>
    <version>$version</version>
  </parent>
  <artifactId>$artifact</artifactId>
  <packaging>pom</packaging>
</project>
POM
