#include "sqlite/power_loss/disk.h"

#include <algorithm>
#include <random>
#include <utility>

namespace migrate::testing {

namespace {

// Decides what is kept. The numbers of std::mt19937_64 are the same everywhere, those of distributions are
// not.
class Fate {
 public:
  explicit Fate(const PowerLoss& loss) : loss_(loss), random_(loss.seed), percent_(10 + random_() % 81) {}

  bool keeps() {
    if (loss_.kept != Kept::some) return loss_.kept == Kept::all;
    return random_() % 100 < percent_;
  }
  std::size_t keeps_of(std::size_t count) {
    if (loss_.kept != Kept::some) return loss_.kept == Kept::all ? count : 0;
    return random_() % (count + 1);
  }
  // What a file has where it became longer and nothing of that was kept.
  char filling() { return loss_.seed % 2 == 0 ? '\0' : static_cast<char>(random_()); }
  std::size_t sector() const { return loss_.sector; }

 private:
  PowerLoss loss_;
  std::mt19937_64 random_;
  std::uint64_t percent_;
};

void lengthen(std::string& content, std::size_t size, Fate& fate) {
  if (content.size() < size) content.resize(size, fate.filling());
}

void place(std::string& content, std::size_t offset, std::string_view bytes, Fate& fate) {
  lengthen(content, offset + bytes.size(), fate);
  content.replace(offset, bytes.size(), bytes);
}

void apply_some(std::string& content, const Written& written, Fate& fate) {
  const std::string_view bytes = written.bytes;
  for (std::size_t done = 0; done < bytes.size();) {
    const std::size_t offset = written.offset + done;
    const std::size_t size = std::min(bytes.size() - done, fate.sector() - offset % fate.sector());
    if (fate.keeps()) place(content, offset, bytes.substr(done, size), fate);
    done += size;
  }
}

void apply_some(std::string& content, const Truncated& truncated, Fate& fate) {
  if (fate.keeps()) content.resize(truncated.size);
}

Fate keeps_all() {
  return Fate(PowerLoss{});
}

}  // namespace

Disk::Disk(const Files& files) {
  for (const auto& [name, content] : files) {
    names_[name] = next_file_;
    files_[next_file_++].content = content;
  }
  present_ = names_;
}

std::size_t Disk::file_of(const std::string& name) {
  const auto found = present_.find(name);
  return found == present_.end() ? next_file_++ : found->second;
}

void Disk::synchronise(File& file) {
  Fate fate = keeps_all();
  for (const Change& change : file.pending)
    std::visit([&](const auto& done) { apply_some(file.content, done, fate); }, change);
  file.pending.clear();
}

void Disk::name(const Naming& naming) {
  pending_names_.push_back(naming);
  if (naming.file == no_file)
    present_.erase(naming.name);
  else
    present_[naming.name] = naming.file;
}

void Disk::apply(const DiskOperation& operation) {
  if (const auto* created = std::get_if<Created>(&operation)) {
    files_[created->file];
    name({created->name, created->file});
  } else if (const auto* written = std::get_if<Written>(&operation)) {
    files_[written->file].pending.emplace_back(*written);
  } else if (const auto* truncated = std::get_if<Truncated>(&operation)) {
    files_[truncated->file].pending.emplace_back(*truncated);
  } else if (const auto* synchronised = std::get_if<Synchronised>(&operation)) {
    synchronise(files_[synchronised->file]);
  } else if (const auto* deleted = std::get_if<Deleted>(&operation)) {
    name({deleted->name, no_file});
  } else {
    names_ = present_;
    pending_names_.clear();
  }
}

Files Disk::after_power_loss(const PowerLoss& loss) const {
  Fate fate(loss);
  std::map<std::string, std::size_t> names = names_;
  std::map<std::string, std::vector<std::size_t>> changes;
  for (const Naming& naming : pending_names_) changes[naming.name].push_back(naming.file);
  for (const auto& [name, files] : changes)
    if (const std::size_t kept = fate.keeps_of(files.size()); kept > 0) names[name] = files[kept - 1];

  Files found;
  for (const auto& [name, file] : names) {
    if (file == no_file) continue;
    std::string& content = found[name] = files_.at(file).content;
    for (const Change& change : files_.at(file).pending)
      std::visit([&](const auto& done) { apply_some(content, done, fate); }, change);
  }
  return found;
}

}  // namespace migrate::testing
