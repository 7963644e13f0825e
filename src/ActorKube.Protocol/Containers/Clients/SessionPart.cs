namespace ActorKube.Protocol.Containers.Clients;

/// <summary>Bytes of one stream.</summary>
/// <param name="Stream">Standard output or standard error.</param>
/// <param name="Bytes">The bytes; they don't change.</param>
public readonly record struct SessionPart(SessionStream Stream, ReadOnlyMemory<byte> Bytes);
