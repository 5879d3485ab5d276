#include "core/chain/digest.h"

#include <gtest/gtest.h>

namespace migrate::core {
namespace {

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return to_hex(hash.finish());
}

TEST(Sha256, AnswersThePublishedExamples) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, DoesNotDependOnHowTheInputIsCut) {
  const std::string bytes(300, 'x');
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    Sha256 hash;
    hash.update(bytes.substr(0, cut));
    hash.update(bytes.substr(cut));
    ASSERT_EQ(to_hex(hash.finish()), sha256(bytes)) << "cut at " << cut;
  }
}

TEST(Digest, WritesEveryFieldWithItsLength) {
  EXPECT_EQ(to_hex(file_digest("abc")), sha256("14:migrate-file-1,3:abc,"));
  const DigestItem items[] = {{false, "SELECT 1"}, {true, "fill"}};
  EXPECT_EQ(to_hex(content_digest(items)), sha256("17:migrate-content-1,3:sql,8:SELECT 1,4:call,4:fill,"));
}

TEST(Digest, RowNamesItsColumnsAndWhetherItHasADowngrade) {
  DigestRow row{.revision = "r1",
                .chain_digest = "c0",
                .down_revision = "a,b",
                .depends_on = "",
                .flags = "own",
                .downgrade = "[]"};
  const std::string columns = "13:migrate-row-1,2:r1,2:c0,3:a,b,0:,3:own,";
  EXPECT_EQ(to_hex(row_digest(row)), sha256(columns + "9:downgrade,2:[],"));
  row.downgrade.reset();
  EXPECT_EQ(to_hex(row_digest(row)), sha256(columns + "4:none,"));
}

TEST(Digest, ChainNamesDialectIdTransactionParentsAndContent) {
  const Digest content = content_digest({});
  const Digest a = file_digest("a");
  const Digest b = file_digest("b");
  const auto& [low, high] = std::minmax(a, b);
  EXPECT_EQ(to_hex(chain_digest(Dialect::postgres, "r1", Transaction::own, {a, b}, content)),
            sha256("15:migrate-chain-1,8:postgres,2:r1,3:own,1:2,64:" + to_hex(low) + ",64:" + to_hex(high) +
                   ",64:" + to_hex(content) + ","));
}

TEST(Digest, ChainDoesNotDependOnTheOrderOfParents) {
  const Digest content = content_digest({});
  const Digest a = file_digest("a");
  const Digest b = file_digest("b");
  EXPECT_EQ(chain_digest(Dialect::sqlite, "r", Transaction::shared, {a, b}, content),
            chain_digest(Dialect::sqlite, "r", Transaction::shared, {b, a}, content));
}

}  // namespace
}  // namespace migrate::core
