namespace ActorKube.Rules.Containers.Processes;

/// <summary>Signals by their numbers.</summary>
/// <remarks>Source: signal(7).</remarks>
public enum ProcessSignal
{
    /// <summary>SIGHUP.</summary>
    HangUp = 1,

    /// <summary>SIGINT.</summary>
    Interrupt = 2,

    /// <summary>SIGQUIT.</summary>
    Quit = 3,

    /// <summary>SIGKILL.</summary>
    Kill = 9,

    /// <summary>SIGUSR1.</summary>
    User1 = 10,

    /// <summary>SIGUSR2.</summary>
    User2 = 12,

    /// <summary>SIGPIPE.</summary>
    Pipe = 13,

    /// <summary>SIGTERM.</summary>
    Terminate = 15,
}
