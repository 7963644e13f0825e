namespace ActorKube.Node.Containers;

/// <summary>
/// What a container runs: the one place where a simulated program and a real one differ. Its calls come from the container's actor, one at a time,
/// and it answers through the <see cref="IContainerHost"/>.
/// </summary>
internal interface IContainerProgram
{
    /// <summary>Begins.</summary>
    void Start(IContainerHost host);

    /// <summary>The time that it asked for has passed.</summary>
    void Wake();

    /// <summary>SIGTERM: it may end, later, or never.</summary>
    void Terminate();

    /// <summary>SIGKILL: it ends now.</summary>
    void Kill();
}

/// <summary>What a program gets from its container.</summary>
internal interface IContainerHost
{
    /// <summary>A line of output.</summary>
    void Print(string line);

    /// <summary>The program has ended.</summary>
    void Exit(int code);

    /// <summary>Call <see cref="IContainerProgram.Wake"/> after this much emulated time; a later call replaces an earlier one.</summary>
    void WakeAfter(TimeSpan time);
}
