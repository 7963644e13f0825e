using ActorKube.ApiServer;
using ActorKube.ControlPlane;
using ActorKube.Node;
using ActorKube.Palettes;
using ActorKube.Protocol;
using ActorKube.Store;
using Akka.Configuration;

namespace ActorKube.Hosting;

/// <summary>
/// The configuration of a member, the strongest first: its command line, <c>actorkube.conf</c> in the data directory, the time profile,
/// the Akka settings of every process, and each room's own <c>reference.conf</c>.
/// </summary>
internal static class MemberConfig
{
    internal static Config Of(MemberSettings settings)
    {
        var config = CommandLine(settings);
        var own = Path.Combine(settings.Data.Path, "actorkube.conf");
        if (File.Exists(own))
            config = config.WithFallback(ConfigurationFactory.ParseString(File.ReadAllText(own)));
        return config
            .WithFallback(Shipped($"{settings.TimeProfile}.conf"))
            .WithFallback(Shipped("cluster.conf"))
            .WithFallback(ProtocolConfig.Default)
            .WithFallback(StoreConfig.Default)
            .WithFallback(ControlPlaneConfig.Default)
            .WithFallback(NodeConfig.Default)
            .WithFallback(ApiServerConfig.Default)
            .WithFallback(PalettesSettings.Reference);
    }

    private static Config Shipped(string file) =>
        ConfigurationFactory.ParseString(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "hocon", file)));

    private static Config CommandLine(MemberSettings settings)
    {
        var seeds = settings.Seeds.Select(seed => $"\"akka.tcp://{MemberProcess.SystemName}@{seed}\"");
        return ConfigurationFactory.ParseString($$"""
            akka.remote.dot-netty.tcp { hostname = "{{settings.Host}}", port = {{settings.Port}} }
            actorkube.node { runtime = {{settings.Runtime}}, data-directory = {{Quoted(settings.Data.Path)}}{{Images(settings)}} }
            akka.cluster { roles = ["{{settings.Role}}"], seed-nodes = [{{string.Join(", ", seeds)}}] }
            """);
    }

    // None on the command line leaves those of the configuration file.
    private static string Images(MemberSettings settings) => settings.Images.Count == 0 ? "" : $", images = [{string.Join(", ", settings.Images.Select(Quoted))}]";

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
