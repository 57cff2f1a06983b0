// Writing safetensors files (https://huggingface.co/docs/safetensors): eight bytes with the length
// of a JSON header, the header, and the tensors' bytes without gaps.
#include "json.h"
#include "tensors.h"

using namespace catrt;

namespace {

struct Tensor {
  const char *name;
  int64_t kind, rank;
  int64_t *dims;
  char *data;
  size_t size;
};

struct Saver {
  const catrt_text *path;
  List<Tensor> tensors;

  ~Saver() {
    for (Tensor &tensor : tensors) {
      catrt_free(tensor.dims);
      catrt_free(tensor.data);
    }
  }
};

void add(void *handle, const char *name, int64_t kind, const catrt_array *array) {
  View view(array, kind);
  Tensor tensor = {name, kind, view.rank, nullptr, nullptr, 0};
  size_t dimsSize = static_cast<size_t>(view.rank) * sizeof(int64_t);
  tensor.dims = static_cast<int64_t *>(allocate(dimsSize));
  memcpy(tensor.dims, view.sizes, dimsSize);
  tensor.size = static_cast<size_t>(view.count()) * view.elementSize;
  tensor.data = static_cast<char *>(allocate(tensor.size));
  if (view.isContiguous())
    memcpy(tensor.data, view.data, tensor.size);
  else
    visitElements(view, [&](char *element, int64_t index) {
      memcpy(tensor.data + static_cast<size_t>(index) * view.elementSize, element,
             view.elementSize);
    });
  static_cast<Saver *>(handle)->tensors.push(tensor);
}

// Wide elements first, so that every tensor is aligned to its element size.
template <typename F> void inFileOrder(const Saver &saver, F visit) {
  for (size_t size = 8; size > 0; size /= 2)
    for (const Tensor &tensor : saver.tensors)
      if (sizeOf(tensor.kind) == size)
        visit(tensor);
}

void writeHeader(const Saver &saver, Buffer &out) {
  out.append("{");
  size_t offset = 0;
  inFileOrder(saver, [&](const Tensor &tensor) {
    out.append(out.size > 1 ? "," : "");
    appendJsonString(out, tensor.name, strlen(tensor.name));
    out.print(":{\"dtype\":\"%s\",\"shape\":[", tensorTypeName(tensor.kind));
    for (int64_t i = 0; i < tensor.rank; ++i)
      out.print(i > 0 ? ",%lld" : "%lld", static_cast<long long>(tensor.dims[i]));
    out.print("],\"data_offsets\":[%zu,%zu]}", offset, offset + tensor.size);
    offset += tensor.size;
  });
  out.append("}");
  while (out.size % 8 != 0)
    out.append(" ");
}

} // namespace

void *catrt_save_begin(const catrt_text *path) {
  Saver *saver = create<Saver>();
  saver->path = path;
  return saver;
}

#define CATRT_DEFINE(NAME, KIND, TYPE)                                                             \
  void _mlir_ciface_catrt_save_tensor_##NAME(void *saver, const char *name,                        \
                                             const catrt_array *array) {                           \
    add(saver, name, KIND, array);                                                                 \
  }
CATRT_SCALARS(CATRT_DEFINE)
#undef CATRT_DEFINE

void catrt_save_end(void *handle) {
  Saver &saver = *static_cast<Saver *>(handle);
  Buffer header;
  writeHeader(saver, header);
  uint64_t length = header.size;
  OutputFile file(saver.path);
  file.write(&length, sizeof(length));
  file.write(header.data, header.size);
  inFileOrder(saver, [&](const Tensor &tensor) { file.write(tensor.data, tensor.size); });
  file.close();
  destroy(&saver);
}
