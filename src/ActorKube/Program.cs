using ActorKube.CommandLine;

return await ActorKubeCommand.RunAsync(args);
