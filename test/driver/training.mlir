// Training an MLP 784-128-10 with batches of a size known at run time, the last one partial: no step
// allocates, and the numbers depend neither on the processor nor on the optimisation level.
// RUN: %catc emit --stage=buffers %s | FileCheck %s
// RUN: %catc build %s -o %t
// RUN: %t > %t.native
// RUN: FileCheck %s --check-prefix=LOSS < %t.native
// RUN: %catc build %s -o %t --cpu x86-64-v3
// RUN: %t | diff %t.native -
// RUN: %catc run %s -O1 | diff %t.native -
// REQUIRES: catc
// LOSS: loss 2.3
#id2 = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>
#col = affine_map<(d0, d1) -> (d1)>
module {
  // CHECK: scf.for
  // CHECK-NOT: memref.alloc(
  // CHECK: return
  llvm.func @puts(!llvm.ptr) -> i32
  llvm.mlir.global internal constant @fmt("loss %.6f\0A\00")
  llvm.func @printf(!llvm.ptr, ...) -> i32

  func.func private @pipeline(%n: index, %batch: index, %epochs: index) {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %f0 = arith.constant 0.0 : f32
    %one = arith.constant 1.0 : f32
    %lr = arith.constant 0.1 : f32
    %scale = arith.constant 0.01 : f32
    %xe = tensor.empty(%n) : tensor<?x784xf32>
    %xs = linalg.generic {indexing_maps = [#id2], iterator_types = ["parallel", "parallel"]} outs(%xe : tensor<?x784xf32>) {
    ^bb0(%o: f32):
      %i = linalg.index 0 : index
      %j = linalg.index 1 : index
      %c37 = arith.constant 37 : index
      %c101 = arith.constant 101 : index
      %a = arith.muli %i, %c37 : index
      %b = arith.muli %j, %c101 : index
      %s = arith.addi %a, %b : index
      %m = arith.constant 255 : index
      %r = arith.remui %s, %m : index
      %ri = arith.index_cast %r : index to i64
      %rf = arith.sitofp %ri : i64 to f32
      %k = arith.constant 255.0 : f32
      %d = arith.divf %rf, %k : f32
      linalg.yield %d : f32
    } -> tensor<?x784xf32>
    %ye = tensor.empty(%n) : tensor<?xi64>
    %ys = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} outs(%ye : tensor<?xi64>) {
    ^bb0(%o: i64):
      %i = linalg.index 0 : index
      %c10 = arith.constant 10 : index
      %r = arith.remui %i, %c10 : index
      %ri = arith.index_cast %r : index to i64
      linalg.yield %ri : i64
    } -> tensor<?xi64>
    %w1e = tensor.empty() : tensor<128x784xf32>
    %w1 = linalg.generic {indexing_maps = [#id2], iterator_types = ["parallel", "parallel"]} outs(%w1e : tensor<128x784xf32>) {
    ^bb0(%o: f32):
      %i = linalg.index 0 : index
      %j = linalg.index 1 : index
      %c37 = arith.constant 13 : index
      %c101 = arith.constant 7 : index
      %a = arith.muli %i, %c37 : index
      %b = arith.muli %j, %c101 : index
      %s = arith.addi %a, %b : index
      %m = arith.constant 101 : index
      %r = arith.remui %s, %m : index
      %ri = arith.index_cast %r : index to i64
      %rf = arith.sitofp %ri : i64 to f32
      %k = arith.constant 50.0 : f32
      %d = arith.subf %rf, %k : f32
      %e = arith.constant 0.0005 : f32
      %f = arith.mulf %d, %e : f32
      linalg.yield %f : f32
    } -> tensor<128x784xf32>
    %w2e = tensor.empty() : tensor<10x128xf32>
    %w2 = linalg.generic {indexing_maps = [#id2], iterator_types = ["parallel", "parallel"]} outs(%w2e : tensor<10x128xf32>) {
    ^bb0(%o: f32):
      %i = linalg.index 0 : index
      %j = linalg.index 1 : index
      %c37 = arith.constant 13 : index
      %c101 = arith.constant 7 : index
      %a = arith.muli %i, %c37 : index
      %b = arith.muli %j, %c101 : index
      %s = arith.addi %a, %b : index
      %m = arith.constant 101 : index
      %r = arith.remui %s, %m : index
      %ri = arith.index_cast %r : index to i64
      %rf = arith.sitofp %ri : i64 to f32
      %k = arith.constant 50.0 : f32
      %d = arith.subf %rf, %k : f32
      %e = arith.constant 0.002 : f32
      %f = arith.mulf %d, %e : f32
      linalg.yield %f : f32
    } -> tensor<10x128xf32>
    %b1e = tensor.empty() : tensor<128xf32>
    %b1 = linalg.fill ins(%f0 : f32) outs(%b1e : tensor<128xf32>) -> tensor<128xf32>
    %b2e = tensor.empty() : tensor<10xf32>
    %b2 = linalg.fill ins(%f0 : f32) outs(%b2e : tensor<10xf32>) -> tensor<10xf32>
    %steps = arith.ceildivsi %n, %batch : index
    %t:4 = scf.for %ep = %c0 to %epochs step %c1 iter_args(%p1 = %w1, %p2 = %b1, %p3 = %w2, %p4 = %b2)
        -> (tensor<128x784xf32>, tensor<128xf32>, tensor<10x128xf32>, tensor<10xf32>) {
      %u:5 = scf.for %step = %c0 to %steps step %c1 iter_args(%q1 = %p1, %q2 = %p2, %q3 = %p3, %q4 = %p4, %acc = %f0)
          -> (tensor<128x784xf32>, tensor<128xf32>, tensor<10x128xf32>, tensor<10xf32>, f32) {
        %start = arith.muli %step, %batch : index
        %rest = arith.subi %n, %start : index
        %m = arith.minsi %batch, %rest : index
        %mi = arith.index_cast %m : index to i64
        %mf = arith.sitofp %mi : i64 to f32
        %inv = arith.divf %one, %mf : f32
        %x = tensor.extract_slice %xs[%start, 0] [%m, 784] [1, 1] : tensor<?x784xf32> to tensor<?x784xf32>
        %y = tensor.extract_slice %ys[%start] [%m] [1] : tensor<?xi64> to tensor<?xi64>
        %he = tensor.empty(%m) : tensor<?x128xf32>
        %h0 = linalg.fill ins(%f0 : f32) outs(%he : tensor<?x128xf32>) -> tensor<?x128xf32>
        %h1 = linalg.contract indexing_maps = [affine_map<(b, i, k) -> (b, k)>, affine_map<(b, i, k) -> (i, k)>, affine_map<(b, i, k) -> (b, i)>]
          ins(%x, %q1 : tensor<?x784xf32>, tensor<128x784xf32>) outs(%h0 : tensor<?x128xf32>) -> tensor<?x128xf32>
        %h2 = linalg.generic {indexing_maps = [#id2, #col, #id2], iterator_types = ["parallel", "parallel"]} ins(%h1, %q2 : tensor<?x128xf32>, tensor<128xf32>) outs(%he : tensor<?x128xf32>) {
        ^bb0(%a: f32, %b: f32, %o: f32):
          %s = arith.addf %a, %b : f32
          linalg.yield %s : f32
        } -> tensor<?x128xf32>
        %h3 = linalg.generic {indexing_maps = [#id2, #id2], iterator_types = ["parallel", "parallel"]} ins(%h2 : tensor<?x128xf32>) outs(%he : tensor<?x128xf32>) {
        ^bb0(%a: f32, %o: f32):
          %s = arith.maximumf %a, %f0 : f32
          linalg.yield %s : f32
        } -> tensor<?x128xf32>
        %ze = tensor.empty(%m) : tensor<?x10xf32>
        %z0 = linalg.fill ins(%f0 : f32) outs(%ze : tensor<?x10xf32>) -> tensor<?x10xf32>
        %z1 = linalg.contract indexing_maps = [affine_map<(b, i, k) -> (b, k)>, affine_map<(b, i, k) -> (i, k)>, affine_map<(b, i, k) -> (b, i)>]
          ins(%h3, %q3 : tensor<?x128xf32>, tensor<10x128xf32>) outs(%z0 : tensor<?x10xf32>) -> tensor<?x10xf32>
        %z2 = linalg.generic {indexing_maps = [#id2, #col, #id2], iterator_types = ["parallel", "parallel"]} ins(%z1, %q4 : tensor<?x10xf32>, tensor<10xf32>) outs(%ze : tensor<?x10xf32>) {
        ^bb0(%a: f32, %b: f32, %o: f32):
          %s = arith.addf %a, %b : f32
          linalg.yield %s : f32
        } -> tensor<?x10xf32>
        %me = tensor.empty(%m) : tensor<?xf32>
        %ninf = arith.constant 0xFF800000 : f32
        %m0 = linalg.fill ins(%ninf : f32) outs(%me : tensor<?xf32>) -> tensor<?xf32>
        %mx = linalg.generic {indexing_maps = [#id2, #row], iterator_types = ["parallel", "reduction"]} ins(%z2 : tensor<?x10xf32>) outs(%m0 : tensor<?xf32>) {
        ^bb0(%a: f32, %o: f32):
          %s = arith.maximumf %a, %o : f32
          linalg.yield %s : f32
        } -> tensor<?xf32>
        %ez = linalg.generic {indexing_maps = [#id2, #row, #id2], iterator_types = ["parallel", "parallel"]} ins(%z2, %mx : tensor<?x10xf32>, tensor<?xf32>) outs(%ze : tensor<?x10xf32>) {
        ^bb0(%a: f32, %b: f32, %o: f32):
          %s = arith.subf %a, %b : f32
          %e = math.exp %s : f32
          linalg.yield %e : f32
        } -> tensor<?x10xf32>
        %s0 = linalg.fill ins(%f0 : f32) outs(%me : tensor<?xf32>) -> tensor<?xf32>
        %sm = linalg.generic {indexing_maps = [#id2, #row], iterator_types = ["parallel", "reduction"]} ins(%ez : tensor<?x10xf32>) outs(%s0 : tensor<?xf32>) {
        ^bb0(%a: f32, %o: f32):
          %s = arith.addf %o, %a : f32
          linalg.yield %s : f32
        } -> tensor<?xf32>
        %dz = linalg.generic {indexing_maps = [#id2, #row, #row, #id2], iterator_types = ["parallel", "parallel"]} ins(%ez, %sm, %y : tensor<?x10xf32>, tensor<?xf32>, tensor<?xi64>) outs(%ze : tensor<?x10xf32>) {
        ^bb0(%a: f32, %b: f32, %lab: i64, %o: f32):
          %p = arith.divf %a, %b : f32
          %j = linalg.index 1 : index
          %ji = arith.index_cast %j : index to i64
          %eq = arith.cmpi eq, %ji, %lab : i64
          %hot = arith.select %eq, %one, %f0 : f32
          %d = arith.subf %p, %hot : f32
          %r = arith.mulf %d, %inv : f32
          linalg.yield %r : f32
        } -> tensor<?x10xf32>
        %le = tensor.empty() : tensor<f32>
        %l0 = linalg.fill ins(%f0 : f32) outs(%le : tensor<f32>) -> tensor<f32>
        %ls = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>, affine_map<(d0) -> ()>], iterator_types = ["reduction"]} ins(%mx, %sm, %y : tensor<?xf32>, tensor<?xf32>, tensor<?xi64>) outs(%l0 : tensor<f32>) {
        ^bb0(%a: f32, %b: f32, %lab: i64, %o: f32):
          %i = linalg.index 0 : index
          %li = arith.index_cast %lab : i64 to index
          %z = tensor.extract %z2[%i, %li] : tensor<?x10xf32>
          %lg = math.log %b : f32
          %v = arith.addf %a, %lg : f32
          %w = arith.subf %v, %z : f32
          %s = arith.addf %o, %w : f32
          linalg.yield %s : f32
        } -> tensor<f32>
        %l = tensor.extract %ls[] : tensor<f32>
        %acc2 = arith.addf %acc, %l : f32
        %g2e = tensor.empty() : tensor<10x128xf32>
        %g20 = linalg.fill ins(%f0 : f32) outs(%g2e : tensor<10x128xf32>) -> tensor<10x128xf32>
        %g2 = linalg.contract indexing_maps = [affine_map<(i, j, b) -> (b, i)>, affine_map<(i, j, b) -> (b, j)>, affine_map<(i, j, b) -> (i, j)>]
          ins(%dz, %h3 : tensor<?x10xf32>, tensor<?x128xf32>) outs(%g20 : tensor<10x128xf32>) -> tensor<10x128xf32>
        %gb20 = linalg.fill ins(%f0 : f32) outs(%b2e : tensor<10xf32>) -> tensor<10xf32>
        %gb2 = linalg.generic {indexing_maps = [#id2, #col], iterator_types = ["reduction", "parallel"]} ins(%dz : tensor<?x10xf32>) outs(%gb20 : tensor<10xf32>) {
        ^bb0(%a: f32, %o: f32):
          %s = arith.addf %o, %a : f32
          linalg.yield %s : f32
        } -> tensor<10xf32>
        %dh0 = linalg.fill ins(%f0 : f32) outs(%he : tensor<?x128xf32>) -> tensor<?x128xf32>
        %dh1 = linalg.contract indexing_maps = [affine_map<(b, k, i) -> (b, i)>, affine_map<(b, k, i) -> (i, k)>, affine_map<(b, k, i) -> (b, k)>]
          ins(%dz, %q3 : tensor<?x10xf32>, tensor<10x128xf32>) outs(%dh0 : tensor<?x128xf32>) -> tensor<?x128xf32>
        %dh = linalg.generic {indexing_maps = [#id2, #id2, #id2], iterator_types = ["parallel", "parallel"]} ins(%dh1, %h2 : tensor<?x128xf32>, tensor<?x128xf32>) outs(%he : tensor<?x128xf32>) {
        ^bb0(%a: f32, %b: f32, %o: f32):
          %c = arith.cmpf ogt, %b, %f0 : f32
          %s = arith.select %c, %a, %f0 : f32
          linalg.yield %s : f32
        } -> tensor<?x128xf32>
        %g1e = tensor.empty() : tensor<128x784xf32>
        %g10 = linalg.fill ins(%f0 : f32) outs(%g1e : tensor<128x784xf32>) -> tensor<128x784xf32>
        %g1 = linalg.contract indexing_maps = [affine_map<(i, j, b) -> (b, i)>, affine_map<(i, j, b) -> (b, j)>, affine_map<(i, j, b) -> (i, j)>]
          ins(%dh, %x : tensor<?x128xf32>, tensor<?x784xf32>) outs(%g10 : tensor<128x784xf32>) -> tensor<128x784xf32>
        %gb10 = linalg.fill ins(%f0 : f32) outs(%b1e : tensor<128xf32>) -> tensor<128xf32>
        %gb1 = linalg.generic {indexing_maps = [#id2, #col], iterator_types = ["reduction", "parallel"]} ins(%dh : tensor<?x128xf32>) outs(%gb10 : tensor<128xf32>) {
        ^bb0(%a: f32, %o: f32):
          %s = arith.addf %o, %a : f32
          linalg.yield %s : f32
        } -> tensor<128xf32>
        %r1 = linalg.generic {indexing_maps = [#id2, #id2, #id2], iterator_types = ["parallel", "parallel"]} ins(%q1, %g1 : tensor<128x784xf32>, tensor<128x784xf32>) outs(%w1e : tensor<128x784xf32>) {
        ^bb0(%a: f32, %b: f32, %o: f32):
          %d = arith.mulf %b, %lr : f32
          %s = arith.subf %a, %d : f32
          linalg.yield %s : f32
        } -> tensor<128x784xf32>
        %r3 = linalg.generic {indexing_maps = [#id2, #id2, #id2], iterator_types = ["parallel", "parallel"]} ins(%q3, %g2 : tensor<10x128xf32>, tensor<10x128xf32>) outs(%w2e : tensor<10x128xf32>) {
        ^bb0(%a: f32, %b: f32, %o: f32):
          %d = arith.mulf %b, %lr : f32
          %s = arith.subf %a, %d : f32
          linalg.yield %s : f32
        } -> tensor<10x128xf32>
        %r2 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%q2, %gb1 : tensor<128xf32>, tensor<128xf32>) outs(%b1e : tensor<128xf32>) {
        ^bb0(%a: f32, %b: f32, %o: f32):
          %d = arith.mulf %b, %lr : f32
          %s = arith.subf %a, %d : f32
          linalg.yield %s : f32
        } -> tensor<128xf32>
        %r4 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%q4, %gb2 : tensor<10xf32>, tensor<10xf32>) outs(%b2e : tensor<10xf32>) {
        ^bb0(%a: f32, %b: f32, %o: f32):
          %d = arith.mulf %b, %lr : f32
          %s = arith.subf %a, %d : f32
          linalg.yield %s : f32
        } -> tensor<10xf32>
        %v1 = bufferization.materialize_in_destination %r1 in %q1 : (tensor<128x784xf32>, tensor<128x784xf32>) -> tensor<128x784xf32>
        %v2 = bufferization.materialize_in_destination %r2 in %q2 : (tensor<128xf32>, tensor<128xf32>) -> tensor<128xf32>
        %v3 = bufferization.materialize_in_destination %r3 in %q3 : (tensor<10x128xf32>, tensor<10x128xf32>) -> tensor<10x128xf32>
        %v4 = bufferization.materialize_in_destination %r4 in %q4 : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
        scf.yield %v1, %v2, %v3, %v4, %acc2 : tensor<128x784xf32>, tensor<128xf32>, tensor<10x128xf32>, tensor<10xf32>, f32
      }
      %ni = arith.index_cast %n : index to i64
      %nf = arith.sitofp %ni : i64 to f32
      %mean = arith.divf %u#4, %nf : f32
      %md = arith.extf %mean : f32 to f64
      %fmt = llvm.mlir.addressof @fmt : !llvm.ptr
      llvm.call @printf(%fmt, %md) vararg(!llvm.func<i32 (ptr, ...)>) : (!llvm.ptr, f64) -> i32
      scf.yield %u#0, %u#1, %u#2, %u#3 : tensor<128x784xf32>, tensor<128xf32>, tensor<10x128xf32>, tensor<10xf32>
    }
    return
  }
  func.func @main() -> i32 {
    %n = arith.constant 1010 : index
    %b = arith.constant 64 : index
    %e = arith.constant 5 : index
    call @pipeline(%n, %b, %e) : (index, index, index) -> ()
    %z = arith.constant 0 : i32
    return %z : i32
  }
}
