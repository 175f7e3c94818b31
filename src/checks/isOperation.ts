/** Whether a delegate names an operation of TensorFlow.js, `tf.oneHot`, and no function of the library. */
export function isOperation(delegate: string): boolean {
  return delegate.startsWith("tf.");
}
