#include "migc/proof/proof_json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <map>
#include <vector>

#include "core/text/json.h"
#include "migc/folder/manifest.h"
#include "migc/proof/finding_text.h"

namespace migrate::migc {

namespace {

using core::json_string;

std::string_view name_of(Verdict verdict) {
  constexpr std::string_view names[] = {"proven", "wrong", "not_proven"};
  return names[static_cast<std::size_t>(verdict)];
}

std::string finding_json(const Finding& finding, Dialect dialect) {
  std::vector<std::string> differences;
  for (const Difference& difference : finding.differences)
    differences.push_back(json_string(to_text(difference)));
  for (const std::string& row : finding.rows) differences.push_back(json_string(row));
  return fmt::format(R"({{"error":{},"line":{},"statement":{},"message":{},"differences":[{}]}})",
                     is_error(finding.kind), finding.line, finding.statement,
                     json_string(text_of(finding, dialect)), fmt::join(differences, ","));
}

// By the ids of the revisions.
using FileDigests = std::map<std::string, std::string, std::less<>>;

FileDigests digests_of_files(const Folder& folder) {
  FileDigests digests;
  for (const RevisionFile& file : folder.files)
    digests[file.header.revision.value] = digest_of_bytes(file.source.bytes());
  return digests;
}

std::string revision_json(const Revision& revision, const FileDigests& digests, const DialectProof& proof) {
  const RevisionIndex i = revision.index();
  std::vector<std::string> findings;
  for (const Finding& finding : proof.proof.findings)
    if (finding.revision == i) findings.push_back(finding_json(finding, proof.dialect));
  return fmt::format(
      R"({{"revision":{},"file":{},"digest":"{}","verdict":"{}","directions":"{}","cached":{},"findings":[{}]}})",
      json_string(revision.id()), json_string(revision.file()), digests.find(revision.id())->second,
      name_of(proof.proof.verdicts[i]), proof.goes_back[i] ? "roundtrip" : "up", i < proof.proof.known,
      fmt::join(findings, ","));
}

std::string dialect_json(const Chain& chain, const FileDigests& digests, const DialectProof& proof) {
  std::vector<std::string> beyond;
  for (const std::string& id : proof.not_proven_beyond) beyond.push_back(json_string(id));
  std::vector<std::string> revisions;
  for (const Revision revision : chain) revisions.push_back("\n  " + revision_json(revision, digests, proof));
  return fmt::format(
      R"({{"dialect":"{}","version":{},"proven":{},"run":{},"cached":{},"not_proven_beyond":[{}],"revisions":[{}]}})",
      to_string(proof.dialect), proof.version.empty() ? "null" : json_string(proof.version),
      proof.proof.count(Verdict::proven), chain.size() - proof.proof.known, proof.proof.known,
      fmt::join(beyond, ","), fmt::join(revisions, ","));
}

std::string unproven_json(Dialect dialect) {
  return fmt::format(
      R"({{"dialect":"{}","version":null,"proven":0,"run":0,"cached":0,"not_proven_beyond":[],"revisions":[]}})",
      to_string(dialect));
}

}  // namespace

std::string proof_json(const Folder& folder, const Chain& chain, std::span<const DialectProof> proofs) {
  const FileDigests digests = digests_of_files(folder);
  std::vector<std::string> dialects;
  for (const Dialect dialect : chain.dialects()) {
    const auto proof = std::ranges::find(proofs, dialect, &DialectProof::dialect);
    dialects.push_back(proof == proofs.end() ? unproven_json(dialect) : dialect_json(chain, digests, *proof));
  }
  return fmt::format("{{\"format\":1,\"folder\":{},\"root_digest\":\"{}\",\"dialects\":[{}]}}\n",
                     json_string(folder.dir), chain.root_digest(), fmt::join(dialects, ",\n "));
}

}  // namespace migrate::migc
