#include "platform/build_id.h"

#include <elf.h>
#include <link.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>

namespace migrate::platform {

namespace {

std::size_t aligned(std::size_t size, std::size_t alignment) {
  return (size + alignment - 1) / alignment * alignment;
}

// The build id among the notes of a segment; empty where it is not there.
std::string_view find_build_id(std::string_view notes, std::size_t alignment) {
  while (notes.size() >= sizeof(ElfW(Nhdr))) {
    ElfW(Nhdr) header;
    std::memcpy(&header, notes.data(), sizeof header);
    const std::size_t begin = aligned(sizeof header + header.n_namesz, alignment);
    const std::size_t end = aligned(begin + header.n_descsz, alignment);
    if (begin + header.n_descsz > notes.size()) return {};
    const std::string_view owner = notes.substr(sizeof header, header.n_namesz);
    if (header.n_type == NT_GNU_BUILD_ID && owner == std::string_view(ELF_NOTE_GNU, sizeof ELF_NOTE_GNU))
      return notes.substr(begin, header.n_descsz);
    notes.remove_prefix(std::min(end, notes.size()));
  }
  return {};
}

std::string_view build_id_of(const dl_phdr_info& object) {
  for (std::size_t i = 0; i < object.dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = object.dlpi_phdr[i];
    if (segment.p_type != PT_NOTE) continue;
    // NOLINTNEXTLINE(performance-no-int-to-ptr): the loader gives addresses as numbers.
    const char* notes = reinterpret_cast<const char*>(object.dlpi_addr + segment.p_vaddr);
    const std::string_view id = find_build_id({notes, segment.p_memsz}, segment.p_align == 8 ? 8 : 4);
    if (!id.empty()) return id;
  }
  return {};
}

struct Identity {
  std::string text = {};
  bool is_out_of_memory = false;
};

// Ends the walk at an object without an id. No exception may pass the loader, which calls it.
int add_build_id(dl_phdr_info* object, std::size_t /*size*/, void* data) {
  auto& identity = *static_cast<Identity*>(data);
  const std::string_view id = build_id_of(*object);
  try {
    identity.text.append(id);
  } catch (const std::bad_alloc&) {
    identity.is_out_of_memory = true;
  }
  return id.empty() || identity.is_out_of_memory ? 1 : 0;
}

}  // namespace

std::string code_identity() {
  Identity identity;
  const bool is_complete = dl_iterate_phdr(add_build_id, &identity) == 0;
  if (identity.is_out_of_memory) throw std::bad_alloc();
  return is_complete ? std::move(identity.text) : "";
}

}  // namespace migrate::platform
