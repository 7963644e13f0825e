using System.Net.WebSockets;

namespace ActorKube.ApiServer.Streaming;

/// <summary>What happens to streams whose other end is gone, or breaks the rules: nothing of it is a fault of this server.</summary>
internal static class StreamFaults
{
    internal static bool IsGone(Exception fault) =>
        fault is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidDataException;
}
