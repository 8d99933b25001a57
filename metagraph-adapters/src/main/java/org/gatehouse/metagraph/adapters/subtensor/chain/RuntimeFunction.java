package org.gatehouse.metagraph.adapters.subtensor.chain;

/**
 * A function of the chain's runtime, and the node's own method that answers the same where the
 * general one is filtered out.
 */
enum RuntimeFunction {
  NEURONS_LITE("NeuronInfoRuntimeApi_get_neurons_lite", "neuronInfo_getNeuronsLite"),
  SELECTIVE_METAGRAPH(
      "SubnetInfoRuntimeApi_get_selective_metagraph", "subnetInfo_getSelectiveMetagraph"),
  METAGRAPH("SubnetInfoRuntimeApi_get_metagraph", "subnetInfo_getMetagraph"),
  SUBNET_STATE("SubnetInfoRuntimeApi_get_subnet_state", "subnetInfo_getSubnetState");

  private final String stateCall;
  private final String method;

  RuntimeFunction(String stateCall, String method) {
    this.stateCall = stateCall;
    this.method = method;
  }

  /** Returns the name for {@code state_call}. */
  String stateCall() {
    return stateCall;
  }

  /** Returns the name of the node's own method. */
  String method() {
    return method;
  }
}
