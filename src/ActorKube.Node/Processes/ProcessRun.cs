namespace ActorKube.Node.Processes;

/// <summary>One run of a process container.</summary>
/// <param name="Name">Its name on this node: pod, container and number.</param>
/// <param name="Isolation">How far it is fenced off.</param>
/// <param name="Launch">How to start it.</param>
/// <param name="Folder">Where its files are.</param>
/// <param name="Environment">Its variables.</param>
/// <param name="Directory">Its working directory, as it sees it.</param>
/// <param name="Address">The pod's address.</param>
/// <param name="Group">The control group with its limits; null if the worker may not set any.</param>
/// <param name="BytesPerSecond">How fast it may print.</param>
internal sealed record ProcessRun(
    string Name, Isolation Isolation, HostLaunch Launch, RunFolder Folder, IReadOnlyDictionary<string, string> Environment, string Directory, string Address,
    ControlGroup? Group, long BytesPerSecond);
