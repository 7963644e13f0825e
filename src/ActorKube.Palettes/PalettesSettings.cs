using Akka.Configuration;

namespace ActorKube.Palettes;

/// <summary>The keys of <c>actorkube.palettes</c>; each is explained in this project's <c>reference.conf</c>.</summary>
public sealed record PalettesSettings
{
    /// <summary><c>control-plane-timeout</c>.</summary>
    public required TimeSpan ControlPlaneTimeout { get; init; }

    /// <summary><c>process-timeout</c>.</summary>
    public required TimeSpan ProcessTimeout { get; init; }

    /// <summary><c>directory-refresh-interval</c>.</summary>
    public required TimeSpan DirectoryRefreshInterval { get; init; }

    /// <summary><c>departed-processes</c>.</summary>
    public required int DepartedProcesses { get; init; }

    /// <summary><c>output-parts</c>.</summary>
    public required int OutputParts { get; init; }

    /// <summary><c>tail-backlog</c>, in lines.</summary>
    public required int TailBacklog { get; init; }

    /// <summary><c>interaction-parts</c>.</summary>
    public required int InteractionParts { get; init; }

    /// <summary><c>container-open-timeout</c>.</summary>
    public required TimeSpan ContainerOpenTimeout { get; init; }

    /// <summary><c>container-window</c>, in bytes.</summary>
    public required int ContainerWindow { get; init; }

    /// <summary><c>container-pulse</c>.</summary>
    public required TimeSpan ContainerPulse { get; init; }

    /// <summary><c>sessions-per-palette</c>.</summary>
    public required int SessionsPerPalette { get; init; }

    /// <summary><c>page-size</c>, in objects.</summary>
    public required int PageSize { get; init; }

    /// <summary><c>log-lines</c>.</summary>
    public required int LogLines { get; init; }

    /// <summary><c>log-follow-interval</c>.</summary>
    public required TimeSpan LogFollowInterval { get; init; }

    /// <summary><c>actors-per-answer</c>.</summary>
    public required int ActorsPerAnswer { get; init; }

    /// <summary><c>kill-self-delay</c>.</summary>
    public required TimeSpan KillSelfDelay { get; init; }

    /// <summary><c>largest-request</c>, in bytes.</summary>
    public required int LargestRequest { get; init; }

    /// <summary>The defaults: this project's <c>reference.conf</c>.</summary>
    public static Config Reference { get; } =
        ConfigurationFactory.FromResource("ActorKube.Palettes.reference.conf", typeof(PalettesSettings).Assembly);

    /// <summary>Reads the settings; what the configuration lacks comes from <see cref="Reference"/>.</summary>
    /// <exception cref="ConfigurationException">A value makes no sense; the message names the key.</exception>
    public static PalettesSettings From(Config configuration)
    {
        var config = configuration.WithFallback(Reference).GetConfig("actorkube.palettes");
        return new PalettesSettings
        {
            ControlPlaneTimeout = Span("control-plane-timeout"),
            ProcessTimeout = Span("process-timeout"),
            DirectoryRefreshInterval = Span("directory-refresh-interval"),
            DepartedProcesses = Count("departed-processes"),
            OutputParts = Count("output-parts"),
            TailBacklog = Count("tail-backlog"),
            InteractionParts = Count("interaction-parts"),
            ContainerOpenTimeout = Span("container-open-timeout"),
            ContainerWindow = Bytes("container-window"),
            ContainerPulse = Span("container-pulse"),
            SessionsPerPalette = Count("sessions-per-palette"),
            PageSize = Count("page-size"),
            LogLines = Count("log-lines"),
            LogFollowInterval = Span("log-follow-interval"),
            ActorsPerAnswer = Count("actors-per-answer"),
            KillSelfDelay = Span("kill-self-delay"),
            LargestRequest = Bytes("largest-request"),
        };

        TimeSpan Span(string key) =>
            config.GetTimeSpan(key, TimeSpan.Zero, allowInfinite: false) is { Ticks: > 0 } span ? span : throw Wrong(key, "a duration above zero");

        int Count(string key) => config.GetInt(key, 0) is > 0 and var count ? count : throw Wrong(key, "a whole number above zero");

        int Bytes(string key) => config.GetByteSize(key, null) is > 0 and <= int.MaxValue and var size ? (int)size : throw Wrong(key, "a size above zero");

        ConfigurationException Wrong(string key, string wanted) =>
            new($"actorkube.palettes.{key} must be {wanted}, not \"{config.GetString(key, "")}\"");
    }
}
