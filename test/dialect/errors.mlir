// What the verifiers say.
// RUN: %cat_opt %s --split-input-file --verify-diagnostics

// expected-error @below {{either all components of a product have a name, or none has}}
cat.object @A = !cat.prod<"x": f32, f32>

// -----

// expected-error @below {{two components of a product have the same name}}
cat.object @A = !cat.prod<"x": f32, "x": f32>

// -----

// expected-error @below {{every alternative of a sum has a name}}
cat.object @A = !cat.sum<f32>

// -----

// expected-error @below {{two alternatives of a sum have the same name}}
cat.object @A = !cat.sum<"a": f32, "a": f32>

// -----

// expected-error @below {{the bound of a fin is a natural number or `?`}}
cat.object @A = !cat.fin<-3>

// -----

// expected-error @below {{names @p as its predicate, which is no cat.arrow}}
cat.object @A = f32 {predicate = @p}

// -----

cat.arrow @p(%f: !cat.hom<f32, f32>) : !cat.hom<f32, f32> {
  cat.yield %f : !cat.hom<f32, f32>
}
// expected-error @below {{has a predicate that gives 'f32', not i1}}
cat.object @A = f32 {predicate = @p}

// -----

// expected-error @below {{yields ('!cat.hom<f32, f64>') where the arrow of its type ('!cat.hom<f32, f32>') is expected}}
cat.arrow @a(%f: !cat.hom<f32, f64>) : !cat.hom<f32, f32> {
  cat.yield %f : !cat.hom<f32, f64> // expected-note {{yielded here}}
}

// -----

// expected-error @below {{has 1 arguments but describes 0 flags}}
cat.pipeline @p(%n: index) attributes {flags = []} {
  cat.yield
}

// -----

cat.arrow @a() : !cat.hom<f32, f32> {
  // expected-error @below {{takes ('f64') but its domain is 'f32'}}
  %f = cat.lambda (%x: f64) : !cat.hom<f32, f32> {
    %c = cat.const 0.0 : f32
    cat.yield %c : f32
  }
  cat.yield %f : !cat.hom<f32, f32>
}

// -----

cat.arrow @a() : !cat.hom<f32, f32> {
  // expected-error @below {{mentions @b, which is no cat.arrow of this module}}
  %f = cat.ref @b() : () -> !cat.hom<f32, f32>
  cat.yield %f : !cat.hom<f32, f32>
}

// -----

cat.arrow @b(%f: !cat.hom<f32, f32>) : !cat.hom<f32, f32> {
  cat.yield %f : !cat.hom<f32, f32>
}
cat.arrow @a() : !cat.hom<f32, f32> {
  // expected-error @below {{passes the context () to @b, which takes ('!cat.hom<f32, f32>')}}
  %f = cat.ref @b() : () -> !cat.hom<f32, f32>
  cat.yield %f : !cat.hom<f32, f32>
}

// -----

cat.arrow @b(%f: !cat.hom<f32, f32>) : !cat.hom<f32, f32> {
  // expected-error @below {{gives an arrow of type '!cat.hom<f32, f32>', not '!cat.hom<f32, i1>'}}
  %g = cat.ref @b(%f) : (!cat.hom<f32, f32>) -> !cat.hom<f32, i1>
  cat.yield %f : !cat.hom<f32, f32>
}

// -----

cat.pipeline @p() {
  // expected-error @below {{goes from an object to itself, not from 'f32' to 'f64'}}
  %f = cat.id : !cat.hom<f32, f64>
  cat.yield
}

// -----

cat.object @Hidden = tensor<4xf32>
cat.object @Logits = tensor<4xf32>
cat.pipeline @p(%f: !cat.hom<i64, !cat.obj<@Hidden>>, %g: !cat.hom<!cat.obj<@Logits>, f32>) {
  // expected-error @below {{cannot join arrow 0 to arrow 1: the codomain '!cat.obj<@Hidden>' is not the domain '!cat.obj<@Logits>'}}
  %h = cat.compose %f, %g : !cat.hom<i64, !cat.obj<@Hidden>>, !cat.hom<!cat.obj<@Logits>, f32>
  cat.yield
}

// -----

cat.pipeline @p(%f: !cat.hom<i64, f32>, %g: !cat.hom<f32, f32>) {
  // expected-error @below {{needs arrows from one domain: arrow 0 starts at 'i64', arrow 1 at 'f32'}}
  %h = cat.pair %f, %g : !cat.hom<i64, f32>, !cat.hom<f32, f32>
  cat.yield
}

// -----

cat.pipeline @p() {
  // expected-error @below {{asks for component 2 of a product of 2}}
  %h = cat.proj[2] : !cat.hom<!cat.prod<f32, f32>, f32>
  cat.yield
}

// -----

cat.pipeline @p() {
  // expected-error @below {{starts at a product, not at 'f32'}}
  %h = cat.proj[0] : !cat.hom<f32, f32>
  cat.yield
}

// -----

cat.pipeline @p() {
  // expected-error @below {{asks for component -1 of a product of 2}}
  %h = cat.permute [0, -1] : !cat.hom<!cat.prod<f32, f32>, !cat.prod<f32, f32>>
  cat.yield
}

// -----

cat.pipeline @p(%x: f32) {
  // expected-error @below {{gives an arrow of type '!cat.hom<i64, f32>', not '!cat.hom<i64, f64>'}}
  %h = cat.const_arrow %x : f32, !cat.hom<i64, f64>
  cat.yield
}

// -----

cat.pipeline @p(%f: !cat.hom<f32, f32>) {
  // expected-error @below {{gives an arrow of type '!cat.hom<tensor<4xf32>, tensor<4xf32>>', not '!cat.hom<tensor<4xf32>, tensor<5xf32>>'}}
  %h = cat.map %f : !cat.hom<f32, f32> to !cat.hom<tensor<4xf32>, tensor<5xf32>>
  cat.yield
}

// -----

cat.pipeline @p(%f: !cat.hom<!cat.prod<f32, i64>, f32>) {
  // expected-error @below {{gives an arrow of type}}
  %h = cat.zipwith %f : !cat.hom<!cat.prod<f32, i64>, f32> to !cat.hom<!cat.prod<tensor<4xf32>, tensor<5xi64>>, tensor<4xf32>>
  cat.yield
}

// -----

cat.pipeline @p(%f: !cat.hom<!cat.prod<f32, i64>, i64>) {
  // expected-error @below {{needs an arrow from the state and an element to the state; its domain '!cat.prod<f32, i64>' does not begin with its codomain 'i64'}}
  %h = cat.fold %f : !cat.hom<!cat.prod<f32, i64>, i64> to !cat.hom<!cat.prod<i64, tensor<?xf32>>, i64>
  cat.yield
}

// -----

cat.pipeline @p(%f: !cat.hom<!cat.prod<f32, i64>, f32>) {
  // expected-error @below {{gives an arrow of type '!cat.hom<!cat.prod<!cat.prod<f32>, !cat.prod<tensor<?xi64>>>, !cat.prod<tensor<?xf32>>>', not}}
  %h = cat.scan %f : !cat.hom<!cat.prod<f32, i64>, f32> to !cat.hom<!cat.prod<f32, tensor<?xi64>>, f32>
  cat.yield
}

// -----

cat.pipeline @p(%f: !cat.hom<!cat.prod<f32, i64>, f32>, %u: f32) {
  // expected-error @below {{needs a monoid's operation, an arrow from two of a kind to one}}
  %h = cat.reduce %f unit(%u : f32) : !cat.hom<!cat.prod<f32, i64>, f32> to !cat.hom<tensor<?xf32>, f32>
  cat.yield
}

// -----

cat.pipeline @p(%f: !cat.hom<!cat.prod<f32, f32>, f32>, %u: i64) {
  // expected-error @below {{needs a unit of type 'f32', not ('i64')}}
  %h = cat.reduce %f unit(%u : i64) : !cat.hom<!cat.prod<f32, f32>, f32> to !cat.hom<tensor<?xf32>, f32>
  cat.yield
}

// -----

cat.pipeline @p(%f: !cat.hom<f32, i64>) {
  // expected-error @below {{repeats an arrow from an object to itself, not from 'f32' to 'i64'}}
  %h = cat.iterate %f : !cat.hom<f32, i64> to !cat.hom<!cat.prod<index, f32>, i64>
  cat.yield
}

// -----

cat.pipeline @p(%f: !cat.hom<!cat.prod<i64, f32>, !cat.prod<i64, f64>>) {
  // expected-error @below {{needs an arrow from an input and the state to an output and the state}}
  %h = cat.loop %f : !cat.hom<!cat.prod<i64, f32>, !cat.prod<i64, f64>>
    to !cat.hom<!cat.prod<f32, tensor<3xi64>>, !cat.prod<f32, tensor<3xi64>>>
  cat.yield
}

// -----

cat.pipeline @p(%f: !cat.hom<!cat.prod<i64, f32>, f64>) {
  // expected-error @below {{needs an arrow from parameters and a point to such a point}}
  %h = cat.repeat 3, %f : !cat.hom<!cat.prod<i64, f32>, f64> to !cat.hom<!cat.prod<tensor<3xi64>, f32>, f64>
  cat.yield
}

// -----

cat.pipeline @p() {
  // expected-error @below {{names the alternative "c", which '!cat.sum<"a": f32, "b": f32>' lacks}}
  %h = cat.inject_arrow "c" : !cat.hom<f32, !cat.sum<"a": f32, "b": f32>>
  cat.yield
}

// -----

cat.pipeline @p(%f: !cat.hom<f32, f32>) {
  // expected-error @below {{needs one arrow for each alternative of its domain '!cat.sum<"a": f32, "b": f32>', found 1}}
  %h = cat.case %f : (!cat.hom<f32, f32>) -> !cat.hom<!cat.sum<"a": f32, "b": f32>, f32>
  cat.yield
}

// -----

cat.pipeline @p(%f: !cat.hom<f32, f32>) {
  // expected-error @below {{needs an arrow of type '!cat.hom<i64, f32>' for "b", found '!cat.hom<f32, f32>'}}
  %h = cat.case %f, %f : (!cat.hom<f32, f32>, !cat.hom<f32, f32>) -> !cat.hom<!cat.sum<"a": f32, "b": i64>, f32>
  cat.yield
}

// -----

cat.pipeline @p(%f: !cat.hom<f32, !cat.obj<@Gone>>) {
  // expected-error @below {{which mentions an object without a definition}}
  %h = cat.rev %f : !cat.hom<f32, !cat.obj<@Gone>> to !cat.hom<!cat.prod<f32, f32>, f32>
  cat.yield
}

// -----

cat.pipeline @p(%f: !cat.hom<!cat.prod<i64, f32>, f32>) {
  // expected-error @below {{gives an arrow of type '!cat.hom<!cat.prod<!cat.prod<i64, f32>, f32>, !cat.prod<!cat.prod<>, f32>>'}}
  %h = cat.rev %f : !cat.hom<!cat.prod<i64, f32>, f32> to !cat.hom<!cat.prod<i64, f32, f32>, !cat.prod<i64, f32>>
  cat.yield
}

// -----

cat.pipeline @p(%f: !cat.hom<!cat.prod<i64, f32>, f32>, %x: f32) {
  // expected-error @below {{applies an arrow from '!cat.prod<i64, f32>' to ('f32')}}
  %h = cat.eval %f(%x) : !cat.hom<!cat.prod<i64, f32>, f32>, (f32) -> f32
  cat.yield
}

// -----

cat.pipeline @p(%f: !cat.hom<f32, f32>, %x: f32) {
  // expected-error @below {{applies an arrow to 'f32' but gives ('f64')}}
  %h = cat.eval %f(%x) : !cat.hom<f32, f32>, (f32) -> f64
  cat.yield
}

// -----

cat.object @Token = !cat.fin<5>
cat.pipeline @p(%x: f32) {
  // expected-error @below {{cannot go from 'f32' to '!cat.obj<@Token>': one is made of 'f32', the other of 'i64'}}
  %h = cat.name %x : f32 -> !cat.obj<@Token>
  cat.yield
}

// -----

cat.pipeline @p(%x: f32) {
  // expected-error @below {{mentions an object of '!cat.obj<@Token>' that has no definition}}
  %h = cat.forget %x : f32 -> !cat.obj<@Token>
  cat.yield
}

// -----

cat.pipeline @p(%x: f32) {
  // expected-error @below {{expected a product type, found 'f32'}}
  %h = cat.pack %x : f32
  cat.yield
}

// -----

cat.pipeline @p(%x: f32) {
  // expected-error @below {{packs ('f32') into '!cat.prod<f64>'}}
  %h = "cat.pack"(%x) : (f32) -> !cat.prod<f64>
  cat.yield
}

// -----

cat.pipeline @p(%x: !cat.prod<f32>) {
  // expected-error @below {{cat.get asks for component 1 of a product of 1}}
  %h = cat.get %x[1] : !cat.prod<f32>
  cat.yield
}

// -----

cat.pipeline @p(%x: f32) {
  // expected-error @below {{names the alternative "c", which '!cat.sum<"a": f32>' lacks}}
  %h = cat.inject "c"(%x) : (f32) -> !cat.sum<"a": f32>
  cat.yield
}

// -----

cat.pipeline @p(%x: f32) {
  // expected-error @below {{gives "a" the payload ('f32') where 'i64' is expected}}
  %h = cat.inject "a"(%x) : (f32) -> !cat.sum<"a": i64>
  cat.yield
}

// -----

cat.pipeline @p(%c: i1, %x: f32) {
  // expected-error @below {{yields () where the type of the result ('f32') is expected}}
  %h = cat.if %c -> (f32) {
    cat.yield %x : f32
  } else {
    cat.yield // expected-note {{yielded here}}
  }
  cat.yield
}

// -----

cat.pipeline @p(%x: f32) {
  // expected-error @below {{needs a sum or an i64 tag, found 'f32'}}
  cat.match %x : f32 case 0 {
    cat.yield
  }
  cat.yield
}

// -----

cat.pipeline @p(%x: !cat.sum<"a": f32, "b": f32>) {
  // expected-error @below {{has 1 branches for a sum of 2 alternatives}}
  cat.match %x : !cat.sum<"a": f32, "b": f32> case "a"(%y: f32) {
    cat.yield
  }
  cat.yield
}

// -----

cat.pipeline @p(%x: !cat.sum<"a": f32, "b": f32>) {
  // expected-error @below {{the branches of a match stand in the order of the sum's alternatives}}
  cat.match %x : !cat.sum<"a": f32, "b": f32> case "b"(%y: f32) {
    cat.yield
  }
  cat.yield
}

// -----

cat.pipeline @p(%x: !cat.sum<"a": f32>) {
  // expected-error @below {{branch 0 takes ('i64') but the payload is 'f32'}}
  cat.match %x : !cat.sum<"a": f32> case "a"(%y: i64) {
    cat.yield
  }
  cat.yield
}

// -----

cat.pipeline @p(%k: !cat.key, %n: index) {
  // expected-error @below {{has 1 sizes for 0 unknown lengths in 'tensor<3xf32>'}}
  %h = cat.uniform %k sizes(%n) : tensor<3xf32>
  cat.yield
}

// -----

cat.pipeline @p(%k: !cat.key, %n: index) {
  // expected-error @below {{gives an array of i64 with one axis, not 'tensor<?x?xi64>'}}
  %h = cat.permutation %k, %n : tensor<?x?xi64>
  cat.yield
}

// -----

cat.pipeline @p(%c: i1, %x: tensor<3xf32>) {
  // expected-error @below {{has a condition of type 'i1' for points of type 'tensor<3xf32>': the shapes differ}}
  %h = cat.select %c, %x, %x : i1, tensor<3xf32>
  cat.yield
}

// -----

cat.pipeline @p(%x: !cat.text) {
  // expected-error @below {{must be a number, or an array of numbers, but got '!cat.text'}}
  %h = cat.add %x, %x : !cat.text
  cat.yield
}

// -----

cat.pipeline @p(%x: tensor<f32>) {
  // expected-error @below {{must be a number, or an array of numbers, but got 'tensor<f32>'}}
  %h = cat.add %x, %x : tensor<f32>
  cat.yield
}

// -----

cat.pipeline @p(%x: !cat.text) {
  // expected-error @below {{has 1 values for 0 names}}
  cat.log_metrics %x names []
  cat.yield
}

// -----

cat.pipeline @p(%x: tensor<3xf32>) {
  // expected-error @below {{lists 2 as a new axis of 'tensor<4x3xf32>': new axes are different axes of the result}}
  %h = cat.broadcast %x dims [2] : tensor<3xf32> -> tensor<4x3xf32>
  cat.yield
}

// -----

cat.pipeline @p(%x: tensor<3xf32>) {
  // expected-error @below {{without its new axes [1], 'tensor<4x3xf32>' has not the shape of the operand 'tensor<3xf32>'}}
  %h = cat.broadcast %x dims [1] : tensor<3xf32> -> tensor<4x3xf32>
  cat.yield
}

// -----

cat.pipeline @p(%x: tensor<3xf32>) {
  // expected-error @below {{has 0 sizes for 1 unknown lengths}}
  %h = cat.broadcast %x dims [0] : tensor<3xf32> -> tensor<?x3xf32>
  cat.yield
}

// -----

cat.pipeline @p(%x: tensor<3xf32>) {
  // expected-error @below {{cannot turn elements of 'tensor<3xf32>' into those of 'tensor<4x3xf64>'}}
  %h = cat.broadcast %x dims [0] : tensor<3xf32> -> tensor<4x3xf64>
  cat.yield
}

// -----

cat.pipeline @p(%x: tensor<3x4xf32>) {
  // expected-error @below {{cat.transpose: [0, 0] is no order of the axes of 'tensor<3x4xf32>'}}
  %h = cat.transpose %x perm [0, 0] : tensor<3x4xf32>
  cat.yield
}

// -----

cat.pipeline @p(%x: tensor<3x4xf32>) {
  // expected-error @below {{goes from 'tensor<3x4xf32>' to 'tensor<11xf32>': the numbers of elements differ}}
  %h = cat.reshape %x : tensor<3x4xf32> -> tensor<11xf32>
  cat.yield
}

// -----

cat.pipeline @p(%x: tensor<3x4xf32>, %n: index) {
  // expected-error @below {{names axis 2 of 'tensor<3x4xf32>', which has 2 axes}}
  %h = cat.slice %x[%n, %n] axis 2 : tensor<3x4xf32> -> tensor<?x4xf32>
  cat.yield
}

// -----

cat.pipeline @p(%x: tensor<3x4xf32>, %n: index) {
  // expected-error @below {{changes axis 0 only, but goes from 'tensor<3x4xf32>' to 'tensor<?x5xf32>'}}
  %h = cat.pad %x[%n, %n] axis 0 : tensor<3x4xf32> -> tensor<?x5xf32>
  cat.yield
}

// -----

cat.pipeline @p(%x: tensor<3xf32>) {
  // expected-error @below {{joins parts of total length 6 into 'tensor<7xf32>'}}
  %h = cat.concat %x, %x axis 0 : (tensor<3xf32>, tensor<3xf32>) -> tensor<7xf32>
  cat.yield
}

// -----

cat.pipeline @p() {
  // expected-error @below {{needs at least one array}}
  %h = cat.concat axis 0 : () -> tensor<7xf32>
  cat.yield
}

// -----

cat.pipeline @p() {
  // expected-error @below {{gives an array of i64 or floats with one axis, not 'tensor<7xi1>'}}
  %h = cat.iota : tensor<7xi1>
  cat.yield
}

// -----

cat.pipeline @p(%x: tensor<3xf32>) {
  // expected-error @below {{cannot make 'tensor<3x!cat.prod<f32, f64>>' of ('tensor<3xf32>', 'tensor<3xf32>')}}
  %h = cat.zip %x, %x : (tensor<3xf32>, tensor<3xf32>) -> tensor<3x!cat.prod<f32, f64>>
  cat.yield
}

// -----

cat.pipeline @p(%x: tensor<3x!cat.prod<f32, f64>>) {
  // expected-error @below {{cannot make ('tensor<3xf32>') of 'tensor<3x!cat.prod<f32, f64>>'}}
  %h = cat.unzip %x : (tensor<3x!cat.prod<f32, f64>>) -> (tensor<3xf32>)
  cat.yield
}

// -----

cat.pipeline @p(%x: tensor<3xf32>, %i: tensor<2xi64>) {
  // expected-error @below {{cat.gather: 1 batch axes are too many for 'tensor<3xf32>' and 'tensor<2xi64>'}}
  %h = cat.gather %x, %i batch_dims 1 : tensor<3xf32>, tensor<2xi64>
  cat.yield
}

// -----

cat.pipeline @p(%x: tensor<3x4xf32>, %i: tensor<2xi64>) {
  // expected-error @below {{cat.gather: the leading 1 axes of 'tensor<3x4xf32>' and 'tensor<2xi64>' differ}}
  %h = cat.gather %x, %i batch_dims 1 : tensor<3x4xf32>, tensor<2xi64>
  cat.yield
}

// -----

cat.pipeline @p(%x: tensor<3x4xf32>, %i: tensor<2xi64>) {
  // expected-error @below {{cannot add updates 'tensor<3x4xf32>' at 'tensor<2xi64>' into 'tensor<9x4xf32>'}}
  %h = cat.scatter_add %i, %x : tensor<2xi64>, tensor<3x4xf32> -> tensor<9x4xf32>
  cat.yield
}

// -----

#a = affine_map<(i, j) -> (i, j)>
#b = affine_map<(i, j) -> (j)>
cat.pipeline @p(%x: tensor<3x4xf32>, %y: tensor<5xf32>) {
  // expected-error @below {{dim d1 is 4 long, but axis 0 of rhs is 5}}
  %h = cat.contract %x, %y maps [#a, #b, #b] : tensor<3x4xf32>, tensor<5xf32> -> tensor<4xf32>
  cat.yield
}

// -----

#a = affine_map<(i, j) -> (i, j)>
#b = affine_map<(i, j) -> (j)>
cat.pipeline @p(%x: tensor<3x4xf32>, %y: tensor<4xf32>) {
  // expected-error @below {{has 2 maps; it needs one each for lhs, rhs and result}}
  %h = cat.contract %x, %y maps [#a, #b] : tensor<3x4xf32>, tensor<4xf32> -> tensor<4xf32>
  cat.yield
}

// -----

#a = affine_map<(i, j) -> (i, i)>
#b = affine_map<(i, j) -> (j)>
cat.pipeline @p(%x: tensor<3x4xf32>, %y: tensor<4xf32>) {
  // expected-error @below {{must list different dims of 2}}
  %h = cat.contract %x, %y maps [#a, #b, #b] : tensor<3x4xf32>, tensor<4xf32> -> tensor<4xf32>
  cat.yield
}

// -----

#a = affine_map<(i, j) -> (i, j)>
#b = affine_map<(i, j) -> (j)>
cat.pipeline @p(%x: tensor<3x4xf32>, %y: tensor<4xf32>) {
  // expected-error @below {{has not one dim for each axis of 'tensor<4xf32>'}}
  %h = cat.contract %x, %y maps [#a, #a, #b] : tensor<3x4xf32>, tensor<4xf32> -> tensor<4xf32>
  cat.yield
}

// -----

#a = affine_map<(i, j) -> (i)>
#b = affine_map<(i, j) -> (j)>
cat.pipeline @p(%x: tensor<3xf32>) {
  // expected-error @below {{dim d1 of the result occurs in no operand}}
  %h = cat.contract %x, %x maps [#a, #a, #b] : tensor<3xf32>, tensor<3xf32> -> tensor<4xf32>
  cat.yield
}

// -----

cat.pipeline @p(%x: tensor<3xf32>) {
  // expected-error @below {{cat.fold_axis: [1] are not different axes of 'tensor<3xf32>'}}
  %h = cat.fold_axis add %x dims [1] : tensor<3xf32>
  cat.yield
}

// -----

cat.pipeline @p(%x: tensor<3xf32>) {
  // expected-error @below {{cannot fold 'tensor<3xf32>' with and}}
  %h = cat.fold_axis and %x dims [0] : tensor<3xf32>
  cat.yield
}

// -----

cat.pipeline @p(%x: tensor<3x4xf32>) {
  // expected-error @below {{gives a position for each line of 'tensor<3x4xf32>' along axis 1, which is not the shape of 'tensor<4xi64>'}}
  %h = cat.argmax %x axis 1 : tensor<3x4xf32> -> tensor<4xi64>
  cat.yield
}

// -----

cat.pipeline @p() {
  %f = cat.lambda (%x: f32) : !cat.hom<f32, f32> {
    cat.yield %x : f32
  }
  // expected-error @below {{needs a rule of type '!cat.hom<!cat.prod<f32, f32>, f32>', not '!cat.hom<f32, f32>'}}
  %c = cat.custom_reverse %f, %f : !cat.hom<f32, f32>, !cat.hom<f32, f32>
  cat.yield
}
