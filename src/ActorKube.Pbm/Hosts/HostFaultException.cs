namespace ActorKube.Pbm.Hosts;

/// <summary>The host can't be reached, or was lost; the message is one line that says what to do.</summary>
internal sealed class HostFaultException(string message) : Exception(message);
