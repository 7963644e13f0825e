using Akka.Configuration;

namespace ActorKube.ApiServer.Streaming;

/// <summary>The keys of <c>actorkube.api-server.streaming</c>, each explained in this project's <c>reference.conf</c>. Durations are real time.</summary>
public sealed record StreamingSettings
{
    /// <summary><c>open-timeout</c>.</summary>
    public required TimeSpan OpenTimeout { get; init; }

    /// <summary><c>session-window</c>, bytes.</summary>
    public required int SessionWindow { get; init; }

    /// <summary><c>session-pulse</c>.</summary>
    public required TimeSpan SessionPulse { get; init; }

    /// <summary><c>keep-alive-interval</c>.</summary>
    public required TimeSpan KeepAliveInterval { get; init; }

    /// <summary><c>message-bytes</c>.</summary>
    public required int MessageBytes { get; init; }

    /// <summary><c>forwarded-connections</c>.</summary>
    public required int ForwardedConnections { get; init; }

    /// <summary>Reads the settings; what the configuration lacks comes from <see cref="ApiServerConfig.Default"/>.</summary>
    /// <exception cref="ConfigurationException">A value makes no sense; the message names the key.</exception>
    public static StreamingSettings From(Config configuration)
    {
        var config = configuration.WithFallback(ApiServerConfig.Default).GetConfig("actorkube.api-server.streaming");
        return new StreamingSettings
        {
            OpenTimeout = Span("open-timeout"),
            SessionWindow = Bytes("session-window"),
            SessionPulse = Span("session-pulse"),
            KeepAliveInterval = Span("keep-alive-interval"),
            MessageBytes = Bytes("message-bytes"),
            ForwardedConnections = config.GetInt("forwarded-connections", 0) is > 0 and var count ? count : throw Wrong("forwarded-connections", "a whole number above zero"),
        };

        TimeSpan Span(string key) =>
            config.GetTimeSpan(key, TimeSpan.Zero, allowInfinite: false) is { Ticks: > 0 } span ? span : throw Wrong(key, "a duration above zero");

        int Bytes(string key) => config.GetByteSize(key, null) is > 0 and <= int.MaxValue and var size ? (int)size : throw Wrong(key, "a size above zero");

        ConfigurationException Wrong(string key, string wanted) =>
            new($"actorkube.api-server.streaming.{key} must be {wanted}, not \"{config.GetString(key, "")}\"");
    }
}
