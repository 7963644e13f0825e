namespace ActorKube.Node.Logs;

/// <summary>One line of a container's log.</summary>
/// <param name="Time">When it was written, in emulated time.</param>
/// <param name="Text">Its bytes, without the end of the line.</param>
internal readonly record struct LoggedLine(DateTimeOffset Time, ReadOnlyMemory<byte> Text);
