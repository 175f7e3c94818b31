export declare function compileKernels(): Promise<string>;
