return await Iamd.Cli.RunAsync(args);
