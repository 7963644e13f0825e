namespace ActorKube.Protocol;

/// <summary>The agreement on what crosses a process: the one frame size that all conversations keep under.</summary>
public static class WireContract
{
    /// <summary>
    /// Objects of initial watch events and list pages are grouped until they reach this many bytes; the largest message is then this and one object
    /// (at most <see cref="LargestObjectBytes"/>), far below <c>akka.remote.dot-netty.tcp.maximum-frame-size</c>.
    /// </summary>
    public const int GroupBytes = 512 * 1024;

    /// <summary>The largest API object that admission takes, as etcd's default request limit: 1.5 MiB.</summary>
    public const int LargestObjectBytes = 1536 * 1024;

    /// <summary>The most bytes of a stream that one message carries, so that heartbeats on the same link never wait for long: 32 KiB.</summary>
    public const int StreamChunkBytes = 32 * 1024;
}
