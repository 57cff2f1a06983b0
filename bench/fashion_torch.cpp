// The peer of examples/fashion/fashion.cat in libtorch: the same network, data, initialisation,
// optimiser and number of epochs on one thread, written in three ways of growing effort. `module`
// is the way of the tutorials (torch::nn, torch::optim::SGD); `autograd` keeps autograd but has
// bare tensors and updates them in place; `manual` has the gradient written out, with every buffer
// reused. Usage: fashion_torch [module|autograd|manual] [epochs]. Prints what the Cat program
// prints, and the seconds that went into training steps and into everything.
#include <torch/torch.h>
#include <zlib.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

constexpr int64_t pixels = 784, hiddenSize = 128, classes = 10, batchSize = 64;
constexpr double learningRate = 0.1;

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

torch::Tensor readIdx(const std::string &path, int64_t headerSize, std::vector<int64_t> shape) {
  gzFile file = gzopen(path.c_str(), "rb");
  std::vector<char> header(static_cast<size_t>(headerSize));
  torch::Tensor bytes = torch::empty(shape, torch::kUInt8);
  if (!file || gzread(file, header.data(), static_cast<unsigned>(headerSize)) != headerSize ||
      gzread(file, bytes.data_ptr(), static_cast<unsigned>(bytes.numel())) != bytes.numel()) {
    fprintf(stderr, "%s: cannot read\n", path.c_str());
    exit(66);
  }
  gzclose(file);
  return bytes;
}

struct Data {
  torch::Tensor images, labels;

  Data(const std::string &set, int64_t count) {
    std::string base = "/usr/share/datasets/fashion-mnist/" + set;
    images = readIdx(base + "-images-idx3-ubyte.gz", 16, {count, pixels}).to(torch::kFloat32) / 255;
    labels = readIdx(base + "-labels-idx1-ubyte.gz", 8, {count}).to(torch::kInt64);
  }
};

// torch's own default for the weights of Linear, and zero biases.
torch::Tensor initialWeight(int64_t outputs, int64_t inputs) {
  torch::Tensor weight = torch::empty({outputs, inputs});
  torch::nn::init::kaiming_uniform_(weight, std::sqrt(5.0));
  return weight;
}

struct Parameters {
  torch::Tensor w1 = initialWeight(hiddenSize, pixels), b1 = torch::zeros(hiddenSize);
  torch::Tensor w2 = initialWeight(classes, hiddenSize), b2 = torch::zeros(classes);

  torch::Tensor logits(const torch::Tensor &images) const {
    return torch::addmm(b2, torch::relu(torch::addmm(b1, images, w1.t())), w2.t());
  }
};

// Calls step(images, labels) for the batches of a fresh shuffle, the last one smaller.
template <typename F> void forBatches(const Data &train, F step) {
  int64_t count = train.labels.size(0);
  torch::Tensor order = torch::randperm(count);
  for (int64_t start = 0; start < count; start += batchSize) {
    torch::Tensor chosen = order.slice(0, start, std::min(start + batchSize, count));
    step(train.images.index_select(0, chosen), train.labels.index_select(0, chosen));
  }
}

struct Module {
  torch::nn::Linear hidden{pixels, hiddenSize}, out{hiddenSize, classes};
  torch::nn::Sequential network{hidden, torch::nn::ReLU(), out};
  torch::optim::SGD optimizer{network->parameters(), learningRate};

  explicit Module(const Parameters &initial) {
    torch::NoGradGuard guard;
    hidden->weight.copy_(initial.w1), hidden->bias.copy_(initial.b1);
    out->weight.copy_(initial.w2), out->bias.copy_(initial.b2);
  }
  void epoch(const Data &train) {
    forBatches(train, [&](torch::Tensor images, torch::Tensor labels) {
      optimizer.zero_grad();
      torch::nn::functional::cross_entropy(network->forward(images), labels).backward();
      optimizer.step();
    });
  }
  torch::Tensor logits(const torch::Tensor &images) { return network->forward(images); }
};

struct Autograd {
  Parameters p;

  explicit Autograd(const Parameters &initial) : p(initial) {
    for (torch::Tensor *tensor : {&p.w1, &p.b1, &p.w2, &p.b2})
      tensor->requires_grad_();
  }
  void epoch(const Data &train) {
    forBatches(train, [&](torch::Tensor images, torch::Tensor labels) {
      torch::Tensor loss = torch::cross_entropy_loss(p.logits(images), labels);
      auto gradients = torch::autograd::grad({loss}, {p.w1, p.b1, p.w2, p.b2});
      torch::NoGradGuard guard;
      p.w1.sub_(gradients[0], learningRate), p.b1.sub_(gradients[1], learningRate);
      p.w2.sub_(gradients[2], learningRate), p.b2.sub_(gradients[3], learningRate);
    });
  }
  torch::Tensor logits(const torch::Tensor &images) { return p.logits(images); }
};

// The gradient by hand. Updates are part of the products: addmm_ with alpha = -learning rate.
struct Manual {
  // What one step needs for batches of one size.
  struct Buffers {
    torch::Tensor images, labels, hidden, gradHidden, gradLogits, minusOnes;
    explicit Buffers(int64_t n)
        : images(torch::empty({n, pixels})), labels(torch::empty(n, torch::kInt64)),
          hidden(torch::empty({n, hiddenSize})), gradHidden(torch::empty({n, hiddenSize})),
          gradLogits(torch::empty({n, classes})), minusOnes(torch::full({n, 1}, -1.0)) {}
  };

  Parameters p;

  explicit Manual(const Parameters &initial) : p(initial) {}
  void step(const Data &train, const torch::Tensor &chosen, Buffers &b) {
    double n = static_cast<double>(chosen.size(0));
    torch::index_select_out(b.images, train.images, 0, chosen);
    torch::index_select_out(b.labels, train.labels, 0, chosen);
    torch::addmm_out(b.hidden, p.b1, b.images, p.w1.t()).relu_();
    torch::addmm_out(b.gradLogits, p.b2, b.hidden, p.w2.t());
    at::softmax_out(b.gradLogits, b.gradLogits, 1);
    b.gradLogits.scatter_add_(1, b.labels.unsqueeze(1), b.minusOnes);
    torch::mm_out(b.gradHidden, b.gradLogits, p.w2);
    torch::threshold_backward_out(b.gradHidden, b.gradHidden, b.hidden, 0);
    p.w2.addmm_(b.gradLogits.t(), b.hidden, 1, -learningRate / n);
    p.b2.sub_(b.gradLogits.sum(0), learningRate / n);
    p.w1.addmm_(b.gradHidden.t(), b.images, 1, -learningRate / n);
    p.b1.sub_(b.gradHidden.sum(0), learningRate / n);
  }
  void epoch(const Data &train) {
    torch::NoGradGuard guard;
    int64_t count = train.labels.size(0), whole = count / batchSize * batchSize;
    torch::Tensor order = torch::randperm(count);
    Buffers full(batchSize), last(count - whole);
    for (int64_t start = 0; start < whole; start += batchSize)
      step(train, order.slice(0, start, start + batchSize), full);
    if (whole < count)
      step(train, order.slice(0, whole), last);
  }
  torch::Tensor logits(const torch::Tensor &images) { return p.logits(images); }
};

template <typename Model> int run(int64_t epochs) {
  double started = now(), training = 0;
  torch::set_num_threads(1);
  torch::set_num_interop_threads(1);
  torch::manual_seed(42);
  Data train("train", 60000), test("t10k", 10000);
  Model model{Parameters()};
  for (int64_t epoch = 1; epoch <= epochs; ++epoch) {
    double begun = now();
    model.epoch(train);
    training += now() - begun;
    torch::NoGradGuard guard;
    torch::Tensor loss = torch::cross_entropy_loss(model.logits(train.images), train.labels);
    torch::Tensor right = model.logits(test.images).argmax(1).eq(test.labels).to(torch::kFloat32);
    printf("epoch %d  loss %.4f  test accuracy %.2f%%\n", static_cast<int>(epoch),
           at::Scalar(loss.item()).toDouble(), 100 * at::Scalar(right.mean().item()).toDouble());
    fflush(stdout);
  }
  printf("seconds: training %.3f, everything %.3f\n", training, now() - started);
  return 0;
}

} // namespace

int main(int argc, char **argv) {
  std::string way = argc > 1 ? argv[1] : "module";
  int64_t epochs = argc > 2 ? atoll(argv[2]) : 5;
  if (way == "module")
    return run<Module>(epochs);
  if (way == "autograd")
    return run<Autograd>(epochs);
  if (way == "manual")
    return run<Manual>(epochs);
  fprintf(stderr, "usage: fashion_torch [module|autograd|manual] [epochs]\n");
  return 2;
}
