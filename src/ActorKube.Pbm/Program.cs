using ActorKube.Pbm;

return await PbmProgram.RunAsync(args, Console.In, Console.Out, Console.Error);
