using System.CommandLine;
using System.Globalization;
using ActorKube.Launching;
using ActorKube.Node;

namespace ActorKube.CommandLine;

/// <summary>The options that shape a cluster; <c>up</c> and <c>demo</c> share them.</summary>
internal sealed class ClusterOptions
{
    private readonly Option<int> _workers = Whole("--workers", 3, 1, 1000, "Worker processes.");
    private readonly Option<int> _controlPlanes = Whole("--control-planes", 1, 1, 7, "Control-plane processes.");
    private readonly Option<int> _nodesPerWorker = Whole("--nodes-per-worker", 1, 1, 5000, "Nodes that each worker process hosts.");
    private readonly Option<int> _pbmPort = Whole("--pbm-port", 9110, 0, 65000, "First port of the pbm hosts, control planes first; 0 takes free ones.");
    private readonly Option<int> _apiPort = Whole("--api-port", 6443, 0, 65000, "First port of the Kubernetes API, one a control plane; 0 takes free ones.");
    private readonly Option<double> _timeScale = new("--time-scale")
    {
        Description = "Emulated seconds a real second.",
        DefaultValueFactory = _ => 1,
        CustomParser = result =>
        {
            if (!double.TryParse(result.Tokens.Single().Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var scale) || scale is not (>= 0.01 and <= 1000))
                result.AddError("--time-scale takes a number from 0.01 to 1000.");
            return scale;
        },
    };
    private readonly Option<string> _timeProfile = new("--time-profile")
    {
        Description = "Defaults of everything that Kubernetes times: fast (recovers in seconds) or kubernetes (upstream's numbers).",
        DefaultValueFactory = _ => "fast",
    };
    private readonly Option<string?> _store = new("--store")
    {
        Description = "Connection string of the store; the default is SQLite in the data directory.",
    };
    private readonly Option<string> _runtime = new("--runtime") 
    {
        Description = "What the workers' containers may be: simulated, or process, which lets pods run their commands on this machine (runtimeClassName: process).",
        DefaultValueFactory = _ => "simulated",
    };
    private readonly Option<string[]> _images = Images();
    private readonly Option<bool> _noRepair = new("--no-repair") { Description = "Don't start processes again that died." };

    internal ClusterOptions()
    {
        _timeProfile.AcceptOnlyFromAmong("fast", "kubernetes");
        _runtime.AcceptOnlyFromAmong("simulated", "process");
    }

    internal static Option<string> Data { get; } = new("--data")
    {
        Description = "Data directory: cluster.json, the store, logs.", DefaultValueFactory = _ => ".actorkube",
    };

    /// <summary>An option for the users' image catalogue; what is wrong with a file is said before anything starts.</summary>
    internal static Option<string[]> Images()
    {
        var option = new Option<string[]>("--images") { Description = "YAML file, or folder of them, that describes images; may be given several times. deploy/images/catalogue.yaml says how." };
        option.Validators.Add(result =>
        {
            try
            {
                ImageFiles.Read(result.Tokens.Select(token => token.Value), static fault => new InvalidDataException(fault));
            }
            catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                result.AddError(fault.Message);
            }
        });
        return option;
    }

    internal void AddTo(Command command)
    {
        foreach (var option in (Option[])[_workers, _controlPlanes, _nodesPerWorker, Data, _apiPort, _pbmPort, _timeProfile, _timeScale, _store, _runtime, _images, _noRepair])
            command.Options.Add(option);
    }

    internal ClusterPlan Read(ParseResult parsed) => new()
    {
        Workers = parsed.GetValue(_workers),
        ControlPlanes = parsed.GetValue(_controlPlanes),
        NodesPerWorker = parsed.GetValue(_nodesPerWorker),
        PbmPort = parsed.GetValue(_pbmPort),
        ApiPort = parsed.GetValue(_apiPort),
        TimeProfile = parsed.GetValue(_timeProfile)!,
        TimeScale = parsed.GetValue(_timeScale),
        Store = parsed.GetValue(_store),
        Runtime = parsed.GetValue(_runtime)!,
        Images = [.. (parsed.GetValue(_images) ?? []).Select(Path.GetFullPath)],
        Repair = !parsed.GetValue(_noRepair),
    };

    private static Option<int> Whole(string name, int value, int least, int most, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        CustomParser = result =>
        {
            if (!int.TryParse(result.Tokens.Single().Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                || number < least || number > most)
                result.AddError($"{name} takes a whole number from {least} to {most}.");
            return number;
        },
    };
}
