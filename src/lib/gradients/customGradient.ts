import * as tf from "@tensorflow/tfjs";

/**
 * `tf.customGrad` with its inputs as closures: computes a value whose gradient is written out.
 *
 * `name` is what it is called on the tape. `forward` runs off the tape and says what to save; `backward` turns the gradient of the value, and
 * what was saved, into one gradient an input. Save inputs rather than values derived from them: then
 * `backward`, made of differentiable operations, can be differentiated again.
 */
export function customGradient(
  name: string,
  inputs: readonly tf.Tensor[],
  forward: () => { readonly value: tf.Tensor; readonly saved: readonly tf.Tensor[] },
  backward: (dy: tf.Tensor, saved: readonly tf.Tensor[]) => tf.Tensor[],
): tf.Tensor {
  const operation = tf.customGrad((...args) => {
    const save = args[args.length - 1] as (tensors: tf.Tensor[]) => void;
    const { value, saved } = forward();
    save([...saved]);
    return { value, gradFunc: backward };
  });
  return tf.tidy(name, () => operation(...inputs));
}
