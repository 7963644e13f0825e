using ActorKube.Protocol.Containers;

namespace ActorKube.Node.Processes;

/// <summary>What a running program, simulated or real, gets from whoever runs it. Its calls come from one actor, one at a time.</summary>
internal interface IProcessHost
{
    /// <summary>False while somebody who must have the output doesn't take it: write nothing, and go on when called again.</summary>
    bool HasRoom { get; }

    /// <summary>The emulated time.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Output: bytes that must not change afterwards.</summary>
    void Write(SessionStream stream, ReadOnlyMemory<byte> bytes);

    /// <summary>The next bytes of standard input; null if there are none now, and <paramref name="ended"/> if none will come. The program is called again when some come.</summary>
    ReadOnlyMemory<byte>? Read(out bool ended);

    /// <summary>Call again after this much emulated time; a later wish replaces an earlier one.</summary>
    void WakeAfter(TimeSpan time);

    /// <summary>Call again soon. The only member that any thread may call.</summary>
    void Poke();

    /// <summary>The program has ended.</summary>
    /// <param name="code">Its exit code.</param>
    /// <param name="reason">Why, if not for the code alone: <c>OOMKilled</c>.</param>
    /// <param name="message">What to say about it; empty if what the program left says all.</param>
    void Exit(int code, string? reason = null, string message = "");
}
