// What the tests of the runtime share: texts and arrays as C++ values, and a folder for files.
#ifndef CAT_TEST_RUNTIME_SUPPORT_H
#define CAT_TEST_RUNTIME_SUPPORT_H

#include "catrt.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <vector>
#include <zlib.h>

inline const catrt_text *text(const std::string &string) {
  return catrt_text_make(string.data(), static_cast<int64_t>(string.size()));
}

inline std::string str(const catrt_text *text) {
  return {text->data, static_cast<size_t>(text->length)};
}

// A row-major array with its descriptor, as compiled code would have it.
template <typename T> struct Array {
  std::vector<T> values;
  std::vector<int64_t> descriptor;
  catrt_array unranked;

  explicit Array(std::vector<int64_t> dims, std::vector<T> initial = {})
      : values(std::move(initial)), descriptor(3 + 2 * dims.size()) {
    int64_t rank = static_cast<int64_t>(dims.size()), stride = 1;
    for (int64_t i = rank - 1; i >= 0; --i) {
      descriptor[static_cast<size_t>(3 + i)] = dims[static_cast<size_t>(i)];
      descriptor[static_cast<size_t>(3 + rank + i)] = stride;
      stride *= dims[static_cast<size_t>(i)];
    }
    values.resize(static_cast<size_t>(stride));
    descriptor[0] = descriptor[1] = reinterpret_cast<int64_t>(values.data());
    unranked = {rank, descriptor.data()};
  }
  Array(const Array &) = delete;
  operator const catrt_array *() const { return &unranked; }
};

// A fresh folder that goes away with the test.
struct FilesTest : testing::Test {
  std::filesystem::path folder;

  void SetUp() override {
    std::string name = testing::TempDir() + "catrt-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder); }

  std::string path(const std::string &name) const { return folder / name; }
  const catrt_text *write(const std::string &name, const std::string &bytes) const {
    std::ofstream(path(name), std::ios::binary) << bytes;
    return text(path(name));
  }
  const catrt_text *writeGz(const std::string &name, const std::string &bytes) const {
    gzFile file = gzopen(path(name).c_str(), "wb");
    gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
    gzclose(file);
    return text(path(name));
  }
  std::string read(const std::string &name) const {
    std::ifstream file(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
};

// Bytes of values, little- or big-endian.
template <typename T> std::string bytesOf(const std::vector<T> &values, bool bigEndian = false) {
  std::string result;
  for (T value : values) {
    std::string bytes(reinterpret_cast<const char *>(&value), sizeof(T));
    result += bigEndian ? std::string(bytes.rbegin(), bytes.rend()) : bytes;
  }
  return result;
}

inline std::string idx(uint8_t type, const std::vector<uint32_t> &dims, const std::string &data) {
  return std::string{'\0', '\0', static_cast<char>(type), static_cast<char>(dims.size())} +
         bytesOf(dims, true) + data;
}

inline std::string npy(const std::string &dictionary, const std::string &data, char version = 1) {
  std::string header = dictionary + "\n";
  std::string result = std::string("\x93NUMPY", 6) + version + '\0';
  if (version == 1)
    result += bytesOf(std::vector<uint16_t>{static_cast<uint16_t>(header.size())});
  else
    result += bytesOf(std::vector<uint32_t>{static_cast<uint32_t>(header.size())});
  return result + header + data;
}

inline std::string npyOf(const std::string &type, const std::string &shape,
                         const std::string &data) {
  return npy("{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }", data);
}

inline std::string safetensors(const std::string &header, const std::string &data) {
  return bytesOf(std::vector<uint64_t>{header.size()}) + header + data;
}

#endif
