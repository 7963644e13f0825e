using System.Globalization;

namespace ActorKube.Palettes.Commands.Pods;

/// <summary>A port of the operator's machine that leads to one of a pod.</summary>
/// <param name="Local">0 for any free one.</param>
/// <param name="Remote">The pod's port.</param>
internal readonly record struct ForwardedPort(int Local, int Remote)
{
    /// <summary>Reads <c>REMOTE</c>, <c>LOCAL:REMOTE</c> or <c>:REMOTE</c>.</summary>
    /// <remarks>Source: https://kubernetes.io/docs/reference/kubectl/generated/kubectl_port-forward/.</remarks>
    public static bool TryParse(string text, out ForwardedPort port)
    {
        var colon = text.IndexOf(':');
        var (local, remote) = colon < 0 ? (text, text) : (text[..colon], text[(colon + 1)..]);
        var isRead = TryRead(remote, 1, out var to) & TryRead(local.Length == 0 && colon == 0 ? "0" : local, 0, out var from);
        port = new(from, to);
        return isRead;
    }

    private static bool TryRead(string text, int least, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port >= least && port <= 65535;
}
