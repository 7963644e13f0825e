namespace ActorKube.Node.Containers;

/// <summary>What a container uses.</summary>
/// <param name="Cores">Processor time in cores: at the moment if it is simulated, on average since somebody asked before if it is real.</param>
/// <param name="MemoryBytes">Memory that can't be taken from it.</param>
internal sealed record ContainerUsage(double Cores, long MemoryBytes);
