using ActorKube.ApiServer;
using ActorKube.ApiServer.Streaming;
using ActorKube.CommandLine;
using ActorKube.ControlPlane;
using ActorKube.ControlPlane.Controllers;
using ActorKube.ControlPlane.NodeLifecycle;
using ActorKube.Launching;
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
    /// <exception cref="CommandFailedException">A file can't be read, or a setting makes no sense.</exception>
    internal static Config Of(MemberSettings settings) => Read(
        $$"""
        {{Node(settings.Runtime, settings.Images, settings.Data)}}
        akka.remote.dot-netty.tcp { hostname = "{{settings.Host}}", port = {{settings.Port}} }
        akka.cluster { roles = ["{{settings.Role}}"], seed-nodes = [{{string.Join(", ", settings.Seeds.Select(seed => $"\"akka.tcp://{MemberProcess.SystemName}@{seed}\""))}}] }
        """,
        settings.Data, settings.TimeProfile, settings.Clock.Scale);

    /// <summary>Reads what every member of a cluster would, before there are any.</summary>
    /// <exception cref="CommandFailedException">A file can't be read, or a setting makes no sense.</exception>
    internal static void Check(ClusterPlan plan, DataDirectory directory) => Read(Node(plan.Runtime, plan.Images, directory), directory, plan.TimeProfile, plan.TimeScale);

    private static Config Read(string commandLine, DataDirectory directory, string timeProfile, double timeScale)
    {
        var own = Path.Combine(directory.Path, "actorkube.conf");
        try
        {
            var config = ConfigurationFactory.ParseString(commandLine);
            if (File.Exists(own))
                config = config.WithFallback(ConfigurationFactory.ParseString(File.ReadAllText(own)));
            config = config
                .WithFallback(Shipped($"{timeProfile}.conf"))
                .WithFallback(Shipped("cluster.conf"))
                .WithFallback(ProtocolConfig.Default)
                .WithFallback(StoreConfig.Default)
                .WithFallback(ControlPlaneConfig.Default)
                .WithFallback(NodeConfig.Default)
                .WithFallback(ApiServerConfig.Default)
                .WithFallback(PalettesSettings.Reference);
            // Every room's settings, wherever it runs: what makes no sense is said before anything has started.
            _ = (StoreSettings.From(config), ControlPlaneSettings.From(config), ControllersSettings.From(config), NodeLifecycleSettings.From(config, timeScale));
            _ = (NodeHostSettings.From(config, "", []), ApiServerSettings.From(config), StreamingSettings.From(config), PalettesSettings.From(config));
            return config;
        }
        catch (Exception wrong) when (wrong is ConfigurationException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"the settings can't be used: {wrong.Message} (the cluster's own are in {own})", ActorKubeCommand.WrongUsage);
        }
    }

    private static Config Shipped(string file) =>
        ConfigurationFactory.ParseString(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "hocon", file)));

    // No images on the command line leave those of the configuration file.
    private static string Node(string runtime, IReadOnlyList<string> images, DataDirectory directory) =>
        $"actorkube.node {{ runtime = {runtime}, data-directory = {Quoted(directory.Path)}{(images.Count == 0 ? "" : $", images = [{string.Join(", ", images.Select(Quoted))}]")} }}";

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
